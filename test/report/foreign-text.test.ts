// Whatever text a repository holds, no report of it steers the runner, a terminal or GitHub's Markdown.

import fc from "fast-check";
import { marked, type Token, type Tokens } from "marked";
import { describe, expect, test } from "vitest";
import { annotations, workflowCommands } from "../../src/report/annotations.ts";
import { badge } from "../../src/report/badge.ts";
import { dotDrawing } from "../../src/report/dot.ts";
import { graphJson } from "../../src/report/graph-json.ts";
import { headsReport } from "../../src/report/heads.ts";
import { jsonReport } from "../../src/report/json.ts";
import { markdownReport } from "../../src/report/markdown.ts";
import { mermaidDrawing } from "../../src/report/mermaid.ts";
import { sarifReport } from "../../src/report/sarif.ts";
import { textReport } from "../../src/report/text.ts";
import { rules } from "../../src/rules/index.ts";
import { checkedWith, foreign, sixTexts } from "./foreign.ts";
import { runnerCommands } from "./runner.ts";
import { sarifRules } from "./sarif-rules.ts";

const runs = { numRuns: 400 };
const benign = ["a1", "b2", "c3", "d4", "e5", "f6"];

/** Everything that can be printed to a log as it is. */
function printed(texts: readonly string[]): readonly string[] {
  const checked = checkedWith(texts);
  return [
    textReport(checked, { colour: false }),
    textReport(checked, { colour: true, width: 40 }),
    textReport(checked, { colour: false, ascii: true }),
    jsonReport(checked.report),
    markdownReport(checked),
    markdownReport(checked, { for: "comment" }),
    sarifReport(checked.report, sarifRules),
    checked.drawings.map(dotDrawing).join(""),
    checked.drawings.map(mermaidDrawing).join(""),
    graphJson(checked.drawings),
    badge(checked.report, rules).json,
    badge(checked.report, rules).svg,
    headsReport([
      {
        name: texts[0]!,
        heads: texts,
        realHeads: [],
        scripts: 6,
        trouble: texts[1]!,
        partial: texts,
      },
    ]),
  ];
}

describe("the runner", () => {
  test("the model takes for a command what the runner takes for one", () => {
    const log =
      "\t::error file=a%2Cb::x%0Ay\nlog ##[add-mask]secret\n:​:error::x\n::x\ntext ::error::x";
    expect(runnerCommands(log)).toEqual([
      { name: "error", properties: { file: "a,b" }, data: "x\ny" },
      { name: "add-mask", properties: {}, data: "secret" },
    ]);
  });

  test("finds no command in any printed report", () => {
    fc.assert(
      fc.property(sixTexts, (texts) => {
        for (const text of printed(texts)) expect(runnerCommands(text)).toEqual([]);
      }),
      runs,
    );
  });

  test("finds only our annotations in workflow commands, and reads back what they say", () => {
    fc.assert(
      fc.property(sixTexts, (texts) => {
        const { report } = checkedWith(texts);
        const log = workflowCommands(report);
        const wanted = annotations(report);
        const found = runnerCommands(log);
        expect(found.map(({ name, data }) => [name, data])).toEqual(
          wanted.map(({ level, message }) => [level, message]),
        );
        expect(found.map(({ properties }) => [properties["title"], properties["file"]])).toEqual(
          wanted.map(({ title, path }) => [title, path]),
        );
        expect(log).not.toContain("##[");
        for (const { message } of wanted) expect(runnerCommands(message)).toEqual([]);
      }),
      runs,
    );
  });
});

describe("a terminal", () => {
  const treacherous = /(?!\n)[\p{Cc}\u2028-\u202e\u2066-\u2069\u200e\u200f\ufeff]|\p{Cs}/u;

  test("gets no control, direction or escape characters but our own colours", () => {
    fc.assert(
      fc.property(sixTexts, (texts) => {
        for (const text of [...printed(texts), workflowCommands(checkedWith(texts).report)]) {
          expect(text.replace(/\x1b\[(?:0|1|2|31|32|33|36)m/g, "")).not.toMatch(treacherous);
        }
      }),
      runs,
    );
  });

  test("gets no colours where none are wanted", () => {
    fc.assert(
      fc.property(sixTexts, (texts) => {
        expect(textReport(checkedWith(texts), { colour: false })).not.toContain("\x1b");
      }),
      runs,
    );
  });
});

describe("JSON", () => {
  test("holds every text as it was", () => {
    fc.assert(
      fc.property(sixTexts, (texts) => {
        const { report } = checkedWith(texts);
        expect(JSON.parse(jsonReport(report))).toEqual(report);
      }),
      runs,
    );
  });
});

/** The tokens of a page without what only carries text. */
function skeleton(tokens: readonly Token[]): unknown {
  const plain = new Set(["text", "codespan", "escape", "space"]);
  return tokens
    .filter((token) => !plain.has(token.type) || ("tokens" in token && token.tokens))
    .map((token) => {
      const { type, tokens: inside, items, header, rows } = token as Tokens.Generic;
      return {
        type,
        ...(type === "html" ? { raw: token.raw } : {}),
        inside: skeleton(inside ?? []),
        items: skeleton(items ?? []),
        cells: [...(header ?? []), ...(rows ?? []).flat()].map((cell: Tokens.TableCell) =>
          skeleton(cell.tokens),
        ),
      };
    });
}

/** What GitHub looks through for mentions, references and addresses: the rendered text outside code. */
function renderedText(page: string): string {
  return (marked.parse(page, { gfm: true }) as string)
    .replace(/<pre>[\s\S]*?<\/pre>|<code>[\s\S]*?<\/code>/g, " ")
    .replace(/<[^>]*>/g, "")
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&(lt|gt|quot|amp);/g, (_, name: string) =>
      name === "lt" ? "<" : name === "gt" ? ">" : name === "amp" ? "&" : "'",
    );
}

describe("GitHub's Markdown", () => {
  test.each(["summary", "comment"] as const)(
    "a %s has the same structure whatever the texts are",
    (place) => {
      const page = (texts: readonly string[]) =>
        skeleton(marked.lexer(markdownReport(checkedWith(texts), { for: place }), { gfm: true }));
      const wanted = page(benign);
      fc.assert(
        fc.property(sixTexts, (texts) => {
          expect(page(texts)).toEqual(wanted);
        }),
        runs,
      );
    },
  );

  test("links lead only where we point them", () => {
    const files = "https://github.com/octo/app/blob/abc";
    fc.assert(
      fc.property(sixTexts, (texts) => {
        const page = markdownReport(checkedWith(texts), { files, rules: `${files}/docs` });
        const html = marked.parse(page, { gfm: true }) as string;
        for (const [, address] of html.matchAll(/href="([^"]*)"/g)) {
          expect(address!.startsWith(`${files}/`)).toBe(true);
        }
        expect(html).not.toMatch(
          /<(?!\/?(?:h\d|p|code|pre|blockquote|ul|li|sub|a|table|thead|tbody|tr|th|td)\b)/,
        );
      }),
      runs,
    );
  });

  test("mentions nobody, refers to nothing and links no bare address", () => {
    fc.assert(
      fc.property(sixTexts, (texts) => {
        const text = renderedText(markdownReport(checkedWith(texts)));
        expect(text).not.toMatch(/@[a-z0-9]|#\d|\bGH-\d|:\/\/|www\.|[0-9a-f]{40}/i);
      }),
      runs,
    );
  });

  test("shows a text in code literally", () => {
    fc.assert(
      fc.property(foreign, (text) => {
        const clean = text.replace(/[^\x20-\x5f\x61-\x7e]/g, "").trim();
        const page = markdownReport(checkedWith([clean, ...benign.slice(1)]));
        const codes = marked.lexer(page).flatMap(codesOf);
        expect(codes).toContain(`KeyError: '${clean}'`.replaceAll("##[", "##\u200b["));
      }),
      runs,
    );
  });
});

function codesOf(token: Token): readonly string[] {
  if (token.type === "codespan") return [(token as Tokens.Codespan).text];
  const { tokens = [], items = [] } = token as Tokens.Generic;
  return [...tokens, ...items].flatMap(codesOf);
}

describe("XML", () => {
  test("a badge is the same whatever the texts are, but for what it counts", () => {
    fc.assert(
      fc.property(sixTexts, (texts) => {
        expect(badge(checkedWith(texts).report, rules)).toEqual(
          badge(checkedWith(benign).report, rules),
        );
      }),
      runs,
    );
  });
});
