// One round of mending: findings → files as they should be. The next round looks at what they lead to.

import type { Change, Finding, Fix, Step } from "../model.ts";
import { code } from "../text/sentence.ts";
import { chooseFix } from "./choose.ts";
import { editText } from "./edit-text.ts";
import { mergeRevision } from "./merge-revision.ts";
import type { Left, Mended, Obstacle, PlannedFiles, Wishes } from "./model.ts";

/** What a round can see. */
export interface Sight {
  readonly changes: readonly Change[];
  /** The text of a file as it stands in this round; null where there is none. */
  readonly textOf: (path: string) => string | null;
  /** The text of a file of the target branch. */
  readonly textOfTarget: (path: string) => string | null;
  readonly obstacle: Obstacle;
}

/** What a round came to. */
export interface Round {
  readonly files: PlannedFiles;
  readonly mended: readonly Mended[];
  readonly left: readonly Left[];
}

type EditStep = Extract<Step, { kind: "edit" }>;

/** Plans all repairs that fit together; one that touches a file's same place as another has to wait for the next round. */
export function planRound(findings: readonly Finding[], sight: Sight, wishes: Wishes): Round {
  const files = new Map<string, string | null>();
  const edits = new Map<string, readonly EditStep[]>();
  const mended: Mended[] = [];
  const left: Left[] = [];
  for (const finding of findings) {
    const choice = chooseFix(finding, wishes);
    const why =
      "why" in choice ? choice.why : makeFix(finding, choice.fix, sight, wishes, files, edits);
    if (why === null && "fix" in choice) mended.push({ finding, fix: choice.fix });
    else if (why !== null && why !== waits) left.push({ finding, why });
  }
  for (const [path, steps] of edits) files.set(path, editText(sight.textOf(path) ?? "", steps)!);
  return { files, mended, left };
}

const waits = "";

/** Adds a repair to the plan, all of it or nothing; why not, else null. */
function makeFix(
  finding: Finding,
  fix: Fix,
  sight: Sight,
  wishes: Wishes,
  files: Map<string, string | null>,
  edits: Map<string, readonly EditStep[]>,
): string | null {
  const newFiles = new Map<string, string | null>();
  const newEdits = new Map<string, readonly EditStep[]>();
  for (const step of fix.steps) {
    if (step.kind === "edit") {
      const { path } = step.at;
      newEdits.set(path, [...(newEdits.get(path) ?? edits.get(path) ?? []), step]);
    } else {
      const why = doDeed(finding, step, sight, wishes, newFiles);
      if (why !== null) return why;
    }
  }
  for (const [path, steps] of newEdits) {
    const inTheWay = sight.obstacle(path, false);
    if (inTheWay !== null) return `${code(path)} ${inTheWay}.`;
    const text = sight.textOf(path);
    if (files.has(path) || newFiles.has(path)) return waits;
    if (text === null || editText(text, steps) === null) return waits;
  }
  for (const path of newFiles.keys()) if (files.has(path) || edits.has(path)) return waits;
  for (const [path, text] of newFiles) files.set(path, text);
  for (const [path, steps] of newEdits) edits.set(path, steps);
  return null;
}

function doDeed(
  finding: Finding,
  { does }: Extract<Step, { kind: "run" }>,
  sight: Sight,
  { now }: Wishes,
  files: Map<string, string | null>,
): string | null {
  switch (does?.kind) {
    case undefined:
    case "bring-in-target":
      return null;
    case "remove":
      return put(files, sight, does.path, null);
    case "restore": {
      for (const path of does.paths) {
        const text = sight.textOfTarget(path);
        if (text === null) return `${code(path)} of the target branch is no text.`;
        const why = put(files, sight, path, text);
        if (why !== null) return why;
      }
      return null;
    }
    case "merge": {
      const change = sight.changes.find(
        ({ directory }) => directory.name === finding.scriptDirectory,
      );
      if (!change) return waits;
      const template = sight.textOf(templateOf(change));
      const file = mergeRevision(change, does.heads, template, now);
      if (file === null) return "Its file cannot be named as the configuration wants it.";
      return put(files, sight, file.path, file.text);
    }
  }
}

/** Where a script directory has its template. */
function templateOf({ directory: { name } }: Change): string {
  return name === "." ? "script.py.mako" : `${name}/script.py.mako`;
}

function put(
  files: Map<string, string | null>,
  { obstacle }: Sight,
  path: string,
  text: string | null,
): string | null {
  const inTheWay = obstacle(path, true);
  if (inTheWay !== null) return `${code(path)} ${inTheWay}.`;
  files.set(path, text);
  return null;
}
