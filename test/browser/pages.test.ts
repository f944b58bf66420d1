// Summaries and comments as people see them: the golden pages in headless Chromium, light and dark.
// CHROMIUM names the browser; SCREENSHOTS names the folder for the pictures.

import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { answer, origin, themes } from "./page.ts";

const golden = join(import.meta.dirname, "../report/golden");
const screenshots = process.env["SCREENSHOTS"] ?? join(tmpdir(), "onehead-screenshots");
const executablePath = process.env["CHROMIUM"] ?? "/usr/bin/chromium";

/** What must be there to be read, besides the labels of the drawings. */
const expected: Readonly<Record<string, readonly string[]>> = {
  clean: ["Migrations: passed", "1 head (b2) → 1 head (c3)"],
  "extra-head": ["c3 would be a second head beside b2.", "Alembic says:", "new head"],
  "edited-applied-script": ["Alembic reports nothing.", "this change edits its upgrade"],
  "broken-script": ["not everything could be judged", "conflict markers"],
  "hostile-names": ["::error file=x::forged", "<script>alert(1)</script>", "日本語 🎉"],
  "fifteen-errors": ["4 more edited-revision"],
  "600-nodes": ["not drawn"],
  "over-a-megabyte": ["Left out here"],
  "several-script-directories": ["services/billing/migrations", "first has no downgrade."],
  "nothing-found": ["No script directory was found."],
  "allowed-findings": ["never released, see the runbook", "allowed by a label"],
  "missing-down-revision": ["no such script", "follows b1, and no script has that revision."],
  doctor: ["What the doctor cannot know"],
};

let browser: Browser;

beforeAll(async () => {
  if (!existsSync(executablePath)) {
    throw new Error(
      `There is no browser at ${executablePath}. Install Chromium (\`apt-get install chromium\`) or name one with CHROMIUM.`,
    );
  }
  mkdirSync(screenshots, { recursive: true });
  browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
});

afterAll(() => browser?.close());

const pages = readdirSync(golden).flatMap((name) =>
  readdirSync(join(golden, name))
    .filter((file) => file.endsWith(".md"))
    .map((file) => ({ name, file })),
);

describe.each(themes)("on a %s page", (theme) => {
  test.each(pages)("$name/$file is drawn and shows everything", async ({ name, file }) => {
    const markdown = readFileSync(join(golden, name, file), "utf8");
    const page = await browser.newPage({ viewport: { width: 940, height: 700 } });
    const surprises = watch(page);
    await page.route("**/*", (route) => answer(route, markdown, theme));
    await page.goto(origin);
    await page.evaluate("window.drawn");
    const shown = await textOf(page);
    const labels = await page.locator(".mermaid .node .nodeLabel").allInnerTexts();
    await page.screenshot({
      path: join(screenshots, `${name}-${file.replace(".md", "")}-${theme}.png`),
      fullPage: true,
    });
    await page.close();

    expect(surprises).toEqual([]);
    expect(labels.map(oneLine)).toEqual(labelsIn(markdown));
    for (const words of expected[name]!) expect(shown).toContain(words);
  });
});

/** Everything that a page of plain text and drawings never does. */
function watch(page: Page): readonly string[] {
  const surprises: string[] = [];
  page.on("pageerror", (error) => surprises.push(`script error: ${error.message}`));
  page.on("dialog", async (dialog) => {
    surprises.push(`dialog: ${dialog.message()}`);
    await dialog.dismiss();
  });
  page.on("request", (request) => {
    if (!request.url().startsWith(origin)) surprises.push(`request: ${request.url()}`);
  });
  return surprises;
}

/** The text that can be seen, on one line. */
async function textOf(page: Page): Promise<string> {
  return oneLine(await page.locator("article").innerText());
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

/** The labels that the diagrams' sources ask for, decoded. */
function labelsIn(markdown: string): readonly string[] {
  return [...markdown.matchAll(/^ {2}n\d+\["(.*)"\]:::\w+$/gm)].map(([, label]) =>
    oneLine(
      label!
        .replaceAll("<br/>", "\n")
        .replace(/#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code))),
    ),
  );
}
