// What `onehead fix` did, what it left, and what comes next; or the diff of what it would do.

import { createTwoFilesPatch } from "diff";
import type { Left, Mended } from "../mend/model.ts";
import type { Finding, Report } from "../model.ts";
import { visible } from "../text/foreign-text.ts";
import { place } from "./finding-lines.ts";
import { harmlessLines } from "./log-lines.ts";
import { verdictInWords } from "./wording.ts";

/** Everything that there is to say. */
export interface Mending {
  readonly mended: readonly Mended[];
  readonly left: readonly Left[];
  /** The report of the state that is mended. */
  readonly report: Report;
  readonly files: readonly {
    readonly path: string;
    readonly old: string | null;
    readonly text: string | null;
  }[];
  /** Nothing was changed: the files are shown as a diff. */
  readonly isShown: boolean;
}

/** The text for a terminal; what is no diff stands above it, where `git apply` passes over it. */
export function mendingText(mending: Mending): string {
  const { mended, left, report, files, isShown } = mending;
  const verdict = verdictInWords(report);
  const parts = [
    ...section(isShown ? "Would mend:" : "Mended:", mended.map(mendedLines)),
    ...section("Left as it is:", left.map(leftLines)),
    ...nextPart(mended),
    ...(report.incomplete.length > 0 ? [report.incomplete] : []),
    [isShown ? `With that: ${verdict.toLowerCase()}.` : `${verdict}.`],
  ];
  const head = parts.map((lines) => `${lines.map((line) => visible(line, 3000)).join("\n")}\n`);
  const diff = isShown ? files.map(diffOf).join("") : "";
  return harmlessLines(`${head.join("\n")}${diff === "" ? "" : `\n${diff}`}`);
}

function section(title: string, items: readonly (readonly string[])[]): readonly string[][] {
  return items.length === 0 ? [] : [[title, ...items.flat()]];
}

function headline({ at, rule, what }: Finding): readonly string[] {
  return [`  ${place(at)}  ${rule}`, `    ${what}`];
}

function mendedLines({ finding, fix }: Mended): readonly string[] {
  return [
    ...headline(finding),
    `    ${fix.say
      .replace(/:$/, "")
      .replace(/([^.])$/, "$1.")
      .replace(/^Or (\w)/, (_, first) => first.toUpperCase())}`,
  ];
}

function leftLines({ finding, why }: Left): readonly string[] {
  return [...headline(finding), `    ${why}`];
}

/** The one step that is left to the person: a branch that lags behind does not hold yet what its scripts now follow. */
function nextPart(mended: readonly Mended[]): readonly string[][] {
  const steps = mended.flatMap(({ fix }) => fix.steps);
  const bringIn = steps.find(
    (step) => step.kind === "run" && step.does?.kind === "bring-in-target",
  );
  if (bringIn?.kind !== "run") return [];
  return [["Next, since this branch lags behind its target:", `  ${bringIn.command}`]];
}

function diffOf({ path, old, text }: Mending["files"][number]): string {
  const [from, to] = [
    old === null ? "/dev/null" : `a/${path}`,
    text === null ? "/dev/null" : `b/${path}`,
  ];
  const patch = createTwoFilesPatch(from, to, old ?? "", text ?? "", undefined, undefined, {
    context: 3,
  });
  const body = patch.replace(/^=+\n/, "");
  return body.includes("@@") ? `diff --git a/${path} b/${path}\n${modeLine(old, text)}${body}` : "";
}

function modeLine(old: string | null, text: string | null): string {
  if (old === null) return "new file mode 100644\n";
  return text === null ? "deleted file mode 100644\n" : "";
}
