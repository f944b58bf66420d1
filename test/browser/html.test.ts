// The pages of `replay` and `graph` in headless Chromium: on a desk, in the dark and on a phone, by mouse and by keyboard.
// CHROMIUM names the browser; SCREENSHOTS names the folder for the pictures.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { drawGraph } from "../../src/drawing/draw.ts";
import { rowsOf } from "../../src/drawing/rows.ts";
import { graphPage } from "../../src/report/graph-html.ts";
import { graphOf } from "../support/graph.ts";

const golden = (path: string) => join(import.meta.dirname, "..", path);
const screenshots = process.env["SCREENSHOTS"] ?? join(tmpdir(), "onehead-screenshots");
const executablePath = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
const thousand = join(screenshots, "thousand.html");

const pages = {
  replay: golden("commands/golden/replay/report.html"),
  graph: golden("report/golden/graph/page.html"),
  thousand,
};

const screens: Readonly<Record<string, BrowserContextOptions>> = {
  light: { viewport: { width: 1200, height: 900 }, colorScheme: "light" },
  dark: { viewport: { width: 1200, height: 900 }, colorScheme: "dark" },
  phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
};

let browser: Browser;

beforeAll(async () => {
  if (!existsSync(executablePath)) {
    throw new Error(
      `There is no browser at ${executablePath}. Install Chromium (\`apt-get install chromium\`) or name one with CHROMIUM.`,
    );
  }
  mkdirSync(screenshots, { recursive: true });
  writeFileSync(thousand, pageOfThousand());
  browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
});

afterAll(() => browser?.close());

/** Lines that fork and are merged again, with some that are straight for long. */
function pageOfThousand(): string {
  const lines = ["<base> -> r0x, start"];
  for (let i = 1; i < 1000; i++) {
    if (i % 40 === 20) lines.push(`r${i - 3}x -> r${i}x, fork ${i}`);
    else if (i % 40 === 30) lines.push(`r${i - 1}x, r${i - 11}x -> r${i}x, merge ${i}`);
    else lines.push(`r${i - 1}x -> r${i}x, add column ${i} to table ${i % 17}`);
  }
  const drawing = drawGraph(graphOf(lines.join("\n")), { name: "m", whole: true, collapse: false });
  return graphPage([{ name: "m", rows: rowsOf(drawing), leftOut: 0 }]);
}

/** Opens a page; what it must never do is kept. */
async function open(name: keyof typeof pages, screen = "light") {
  const page = await browser.newPage(screens[screen]);
  const surprises: string[] = [];
  page.on("pageerror", (error) => surprises.push(`script error: ${error.message}`));
  page.on("console", (message) => surprises.push(`console: ${message.text()}`));
  page.on("dialog", async (dialog) => {
    surprises.push(`dialog: ${dialog.message()}`);
    await dialog.dismiss();
  });
  page.on("request", (request) => {
    if (!request.url().startsWith("file:")) surprises.push(`request: ${request.url()}`);
  });
  await page.goto(pathToFileURL(pages[name]).href);
  return { page, surprises };
}

async function picture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(screenshots, `${name}.png`) });
}

describe.each(Object.keys(screens))("on a %s screen", (screen) => {
  test.each(["replay", "graph", "thousand"] as const)(
    "%s fits and asks for nothing",
    async (name) => {
      const { page, surprises } = await open(name, screen);
      await picture(page, `${name}-${screen}`);
      const [wide, seen] = await page.evaluate<[number, number]>(
        "[document.documentElement.scrollWidth, document.documentElement.clientWidth]",
      );
      await page.close();
      expect(surprises).toEqual([]);
      expect(wide).toBeLessThanOrEqual(seen);
    },
  );
});

describe("the page of a replay", () => {
  test("shows incidents, and opens a change by keyboard", async () => {
    const { page, surprises } = await open("replay");
    const incident = page.locator("details.incident").first();
    await incident.locator("summary").focus();
    await page.keyboard.press("Enter");
    expect(await incident.locator(".opened").isVisible()).toBe(true);
    await page.keyboard.press("ArrowDown");
    expect(await page.evaluate("document.activeElement.tagName")).toBe("SUMMARY");
    await picture(page, "replay-opened");
    await page.close();
    expect(surprises).toEqual([]);
  });

  test("is narrowed by a button and by words", async () => {
    const { page } = await open("replay");
    const shown = () => page.locator(".rows > details:visible").count();
    expect(await shown()).toBe(10);
    await page.getByRole("button", { name: "Failed" }).click();
    expect(await shown()).toBe(3);
    await page.getByRole("button", { name: "Failed" }).click();
    await page.keyboard.press("/");
    await page.keyboard.type("merge pull request");
    expect(await shown()).toBe(1);
    await page.keyboard.press("Escape");
    expect(await shown()).toBe(10);
    await page.close();
  });

  test("shows what strangers wrote, and runs none of it", async () => {
    const { page, surprises } = await open("replay");
    expect(await page.locator(".rows").innerText()).toContain("Drop <b>users</b> \\u202e first");
    await page.close();
    expect(surprises).toEqual([]);
  });

  test("can be read without its script", async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(pathToFileURL(pages.replay).href);
    await page.locator("details.incident summary").first().click();
    expect(await page.locator("details.incident .opened").first().isVisible()).toBe(true);
    await context.close();
  });
});

describe("the page of a graph", () => {
  test("finds a revision in a run that is folded, and a message", async () => {
    const { page, surprises } = await open("thousand");
    expect(await page.locator("#g0r5").isVisible()).toBe(false);
    await page.locator("#search").fill("r994x");
    await page.keyboard.press("Enter");
    const found = page.locator("details.found.now");
    expect(await found.locator("summary .name").innerText()).toBe("r994x");
    expect(await found.locator("summary").isVisible()).toBe(true);
    await page.locator("#search").fill("merge 5");
    expect(await page.locator("#told").innerText()).toMatch(/^\d+ found$/);
    await page.close();
    expect(surprises).toEqual([]);
  });

  test("unfolds and folds straight runs", async () => {
    const { page } = await open("thousand");
    const shown = () => page.locator("summary:visible").count();
    const folded = await shown();
    await page.getByRole("button", { name: "Fold straight runs" }).click();
    expect(await shown()).toBeGreaterThan(1000);
    await page.getByRole("button", { name: "Fold straight runs" }).click();
    expect(await shown()).toBe(folded);
    await page.close();
  });

  test("goes from a script to the one it follows", async () => {
    const { page } = await open("graph");
    await page.locator("summary", { hasText: "merge point" }).click();
    await page.locator(".opened:visible a", { hasText: "c3" }).click();
    expect(await page.evaluate("document.activeElement.innerText")).toContain("add orders");
    await page.close();
  });

  test("zooms by keys and buttons, and pans by dragging its lines", async () => {
    const { page } = await open("thousand");
    await page.getByRole("button", { name: "Fold straight runs" }).click();
    await page.locator("body").press("+");
    expect(await page.locator("#size").innerText()).toBe("120 %");
    await page.getByRole("button", { name: "Usual size" }).click();
    expect(await page.locator("#size").innerText()).toBe("100 %");
    const line = await page.locator("#g0r9 .rail").first().boundingBox();
    await page.mouse.move(line!.x + 5, line!.y + 5);
    await page.mouse.down();
    await page.mouse.move(line!.x + 5, line!.y - 200, { steps: 5 });
    await page.mouse.up();
    expect(await page.evaluate("window.scrollY")).toBeGreaterThan(100);
    expect(await page.locator("#g0r9").getAttribute("open")).toBe(null);
    await page.close();
  });
});

test("the pages that are looked at are those that the other tests hold", () => {
  for (const path of [pages.replay, pages.graph])
    expect(readFileSync(path, "utf8")).toContain("Content-Security-Policy");
});
