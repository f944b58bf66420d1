// A Markdown page as GitHub would show it: github-markdown-css around marked's HTML, diagrams drawn by mermaid.

import { createRequire } from "node:module";
import { marked } from "marked";
import type { Route } from "playwright-core";

const resolve = createRequire(import.meta.url).resolve;

/** The two ways in which people look at GitHub. */
export const themes = ["light", "dark"] as const;
type Theme = (typeof themes)[number];

/** Where the page pretends to stand; nothing is ever fetched. */
export const origin = "http://onehead.test/";

/** Files of packages that the page asks for. */
const assets: Readonly<Record<string, string>> = {
  "/light.css": resolve("github-markdown-css/github-markdown-light.css"),
  "/dark.css": resolve("github-markdown-css/github-markdown-dark.css"),
  "/mermaid.js": resolve("mermaid/dist/mermaid.min.js"),
};

const background: Readonly<Record<Theme, string>> = { light: "#ffffff", dark: "#0d1117" };

/** The whole document. GitHub gives mermaid its strict security level and a theme that follows the page's. */
function htmlOf(markdown: string, theme: Theme): string {
  return `<!doctype html><meta charset="utf-8">
<link rel="stylesheet" href="/${theme}.css">
<style>body { margin: 0; padding: 24px; background: ${background[theme]}; }
.markdown-body { max-width: 880px; } .mermaid svg { display: block; margin: 0 auto; }</style>
<article class="markdown-body">${marked.parse(markdown, { gfm: true })}</article>
<script src="/mermaid.js"></script>
<script>
  window.drawn = (async () => {
    mermaid.initialize({ startOnLoad: false, securityLevel: "strict", theme: "${theme === "dark" ? "dark" : "default"}" });
    for (const [index, code] of [...document.querySelectorAll("code.language-mermaid")].entries()) {
      const { svg } = await mermaid.render("drawing" + index, code.textContent);
      const box = document.createElement("div");
      box.className = "mermaid";
      box.innerHTML = svg;
      code.parentElement.replaceWith(box);
    }
  })();
</script>`;
}

/** Answers the browser's requests: the page, its three assets, nothing else. */
export async function answer(route: Route, markdown: string, theme: Theme): Promise<void> {
  const { pathname } = new URL(route.request().url());
  const asset = assets[pathname];
  if (pathname === "/") {
    await route.fulfill({ body: htmlOf(markdown, theme), contentType: "text/html; charset=utf-8" });
  } else if (asset === undefined) await route.abort();
  else await route.fulfill({ path: asset });
}
