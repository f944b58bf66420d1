// The product's version and addresses, once; package.json says the same version, and a test holds them together.

/** Semantic version of this build. */
export const version = "0.1.0";

/** Where the product is at home. */
export const homepage = "https://github.com/onehead-dev/onehead";

/** Where the rules' pages are: `<rule>.md` below it. */
export const rulePages = `${homepage}/blob/v1/docs/rules`;
