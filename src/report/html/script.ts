// What the pages do in a browser. Without it they can be read and opened row by row all the same.

/** The script of every page. It makes no text into markup and asks for nothing. */
export const script = `"use strict";
const rows = document.querySelector(".rows");
const all = Array.from(rows.querySelectorAll("details[data-text]"));
const folds = Array.from(rows.querySelectorAll("details.folded"));
const box = document.querySelector("#search");
const told = document.querySelector("#told");
const filters = Array.from(document.querySelectorAll("button[data-only]"));
let found = [];
let at = -1;
let only = "";
function refresh() {
  const wanted = box.value.trim().toLowerCase();
  const isSearch = rows.dataset.kind === "graph";
  found = [];
  for (const row of all) {
    const fits = wanted !== "" && row.dataset.text.includes(wanted);
    const kept = only === "" || row.dataset.is.split(" ").includes(only);
    if (isSearch) row.classList.toggle("found", fits);
    else row.hidden = !kept || (wanted !== "" && !fits);
    row.classList.remove("now");
    if (isSearch ? fits : !row.hidden) found.push(row);
  }
  at = -1;
  say(wanted);
}
function say(wanted) {
  if (wanted === "" && only === "") told.textContent = "";
  else if (rows.dataset.kind === "graph") told.textContent = found.length === 0 ? "none" : (at < 0 ? found.length + " found" : at + 1 + " of " + found.length);
  else told.textContent = found.length + " of " + all.length;
}
function show(row) {
  for (let up = row.parentElement.closest("details"); up; up = up.parentElement.closest("details")) up.open = true;
  row.scrollIntoView({ block: "center" });
}
function step(by) {
  if (found.length === 0) return;
  if (at >= 0) found[at].classList.remove("now");
  at = (at + by + found.length) % found.length;
  found[at].classList.add("now");
  show(found[at]);
  say(box.value);
}
box.addEventListener("input", refresh);
box.addEventListener("keydown", (event) => {
  if (event.key === "Enter") { event.preventDefault(); at < 0 && event.shiftKey ? step(0) : step(event.shiftKey ? -1 : 1); }
  if (event.key === "Escape") { box.value = ""; refresh(); }
});
for (const button of filters) button.addEventListener("click", () => {
  only = button.getAttribute("aria-pressed") === "true" ? "" : button.dataset.only;
  for (const other of filters) other.setAttribute("aria-pressed", String(other.dataset.only === only));
  refresh();
});
const fold = document.querySelector("#fold");
if (fold) fold.addEventListener("click", () => {
  const open = fold.getAttribute("aria-pressed") === "true";
  for (const one of folds) one.open = open;
  fold.setAttribute("aria-pressed", String(!open));
});
let zoom = 1;
function setZoom(next) {
  zoom = Math.min(2.5, Math.max(0.4, next));
  rows.style.zoom = String(zoom);
  const size = document.querySelector("#size");
  if (size) size.textContent = Math.round(zoom * 100) + " %";
}
for (const button of document.querySelectorAll("button[data-zoom]")) button.addEventListener("click", () => {
  const by = Number(button.dataset.zoom);
  setZoom(by === 0 ? 1 : zoom * by);
});
rows.addEventListener("wheel", (event) => {
  if (!event.ctrlKey) return;
  event.preventDefault();
  setZoom(zoom * (event.deltaY < 0 ? 1.1 : 1 / 1.1));
}, { passive: false });
let grip = null;
rows.addEventListener("pointerdown", (event) => {
  if (event.pointerType === "mouse" && event.button === 0 && event.target.closest(".rail")) grip = { x: event.clientX, y: event.clientY, moved: false };
});
window.addEventListener("pointermove", (event) => {
  if (!grip) return;
  const dx = event.clientX - grip.x;
  const dy = event.clientY - grip.y;
  if (!grip.moved && Math.abs(dx) + Math.abs(dy) < 4) return;
  grip = { x: event.clientX, y: event.clientY, moved: true };
  rows.classList.add("dragged");
  rows.scrollLeft -= dx;
  window.scrollBy(0, -dy);
});
window.addEventListener("pointerup", () => {
  rows.classList.remove("dragged");
  if (grip && grip.moved) window.addEventListener("click", (event) => { event.preventDefault(); event.stopPropagation(); }, { capture: true, once: true });
  grip = null;
});
document.addEventListener("keydown", (event) => {
  if (event.target === box || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "/") { event.preventDefault(); box.focus(); }
  if (event.key === "+") setZoom(zoom * 1.2);
  if (event.key === "-") setZoom(zoom / 1.2);
  if (event.key === "0") setZoom(1);
  if (event.key === "n") step(1);
  if (event.key === "p") step(-1);
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const stops = Array.from(rows.querySelectorAll("summary")).filter((one) => one.getClientRects().length > 0);
  const here = stops.indexOf(document.activeElement);
  if (here < 0) return;
  event.preventDefault();
  const next = stops[here + (event.key === "ArrowDown" ? 1 : -1)];
  if (next) next.focus();
});
function follow() {
  const target = document.getElementById(location.hash.slice(1));
  if (!target || !rows.contains(target)) return;
  target.hidden = false;
  target.open = true;
  show(target);
  const summary = target.querySelector("summary");
  if (summary) summary.focus({ preventScroll: true });
}
window.addEventListener("hashchange", follow);
const choice = document.querySelector("#directory");
if (choice) choice.addEventListener("change", () => { location.hash = choice.value; });
if (location.hash) follow();
`;

/** What a Content-Security-Policy calls it; the tests hold it to the text. */
export const scriptHash = "sha256-O6WhK7KFQHvYVpDkUKL1QWk1rN3eQnZgXhn63NaYNI4=";
