module.exports = eval("require")("../doctor/index.js");
