// Code that has the missing script: deploying it, or going back with it.

import { ancestors } from "../../graph/walk.ts";
import type { RevisionGraph, RevisionId } from "../../model.ts";
import { planDowngrade } from "../../plan/index.ts";
import { code, codes } from "../../text/sentence.ts";
import { shellWord } from "../../text/shell.ts";
import { notFoundElsewhere } from "../diagnosis/code-problems.ts";
import type { Diagnosis } from "../diagnosis/diagnosis.ts";
import { uppermost } from "../diagnosis/rows.ts";
import type { OtherCode } from "../evidence/evidence.ts";
import type { Repair } from "../model.ts";
import { howToCheck } from "./how-to-check.ts";
import { mendScripts } from "./mend-scripts.ts";
import { runStep, toolCommand, toolStep } from "./steps.ts";

/** Scripts and how to get them; no checkout where they are there already. */
interface Code {
  readonly graph: RevisionGraph;
  readonly checkout: string | null;
  readonly name: string;
}

/** What to do where the code is older than the database, or made from another branch: never a stamp, and no copied script. */
export function* useOtherCode(diagnosis: Diagnosis): Iterable<Repair> {
  const { graph, stories, elsewhere, older, testimony, state } = diagnosis;
  const hasOlderCode = diagnosis.problems.some(({ kind }) => kind === "older-code");
  if (hasOlderCode) {
    const here = notFoundElsewhere(graph, testimony?.error);
    const has = elsewhere ? otherCode(elsewhere) : { graph, checkout: null, name: code(state.ref) };
    const title = elsewhere
      ? `Deploy ${nameOf(elsewhere)}, ${elsewhere.kind === "tag" ? "the first release" : "code"} that has ${codes(here)}, or newer code.`
      : `Deploy the code that was looked at here: it has ${codes(here)}.`;
    yield* deploy(diagnosis, has, title);
    if (older) yield* goBack(diagnosis, has, otherCode(older), `Or go back to ${nameOf(older)}`);
    return;
  }
  const isElsewhere = stories.every(({ fate }) => fate === "newer" || fate === "elsewhere");
  if (stories.length === 0 || !isElsewhere || !elsewhere) return;
  const names = codes(stories.map(({ row }) => row));
  const has = otherCode(elsewhere);
  yield* deploy(diagnosis, has, `Deploy ${nameOf(elsewhere)}, the nearest code that has ${names}.`);
  const back = state.commit === null ? "git checkout -" : `git checkout ${shellWord(state.ref)}`;
  const here = { graph, checkout: back, name: "these scripts" };
  yield* goBack(diagnosis, has, here, "Or go back to these scripts");
}

function otherCode({ name, graph }: OtherCode): Code {
  return { graph, checkout: `git checkout ${shellWord(name)}`, name: code(name) };
}

function nameOf({ kind, name }: OtherCode): string {
  return kind === "tag" ? `the release ${code(name)}` : `the ${kind} ${code(name)}`;
}

/** The rows as revisions of other code; null where it does not have all of them. */
function rowsIn(graph: RevisionGraph, rows: readonly string[]): readonly RevisionId[] | null {
  const all = rows as readonly RevisionId[];
  return rows.length > 0 && all.every((one) => graph.nodes.has(one)) ? all : null;
}

function* deploy(diagnosis: Diagnosis, { graph, checkout }: Code, title: string): Iterable<Repair> {
  const { directory, rows } = diagnosis;
  const known = rowsIn(graph, rows.ids);
  const plan = known && mendScripts(graph, known);
  if (!known || !plan || plan.steps.length > 0) return;
  const runs = rows.kind === "all" ? plan.runs : null;
  const upgrade = toolStep(directory, "Upgrade with it:", [["upgrade", "heads"]]);
  yield {
    title,
    steps: [...(checkout === null ? [] : [runStep("Take that code:", [checkout])]), upgrade],
    rows: known,
    runs,
    before: ["Where the application runs from an image, take the image of that version instead."],
    changes: "Nothing by hand: the rows are right, the code is too old for them.",
    keeps:
      "No row and no script is touched. A stamp would make the next upgrade run scripts twice.",
    check: howToCheck(directory, known, runs),
  };
}

/** With the code that has everything, down to what the other code has, and then that code. */
function* goBack(diagnosis: Diagnosis, from: Code, to: Code, title: string): Iterable<Repair> {
  const { directory, rows } = diagnosis;
  const known = rowsIn(from.graph, rows.ids);
  if (!known) return;
  const had = [...ancestors(from.graph, known)].filter((one) => to.graph.nodes.has(one));
  const [target, ...more] = uppermost(from.graph, had);
  if (target === undefined || more.length > 0) return;
  const down = planDowngrade(from.graph, rows.ids, target);
  if (down.kind !== "runs" || down.steps.length === 0) return;
  const left = rowsIn(to.graph, down.rows);
  const plan = left && mendScripts(to.graph, left);
  if (!left || !plan || plan.steps.length > 0 || !coversSame(from.graph, to.graph, left)) return;
  const runs = rows.kind === "all" ? plan.runs : null;
  const downgrade = toolCommand(directory, "downgrade", shellWord(target));
  yield {
    title: `${title}: downgrade with ${from.name} first.`,
    steps: [
      ...(from.checkout === null ? [] : [runStep("Take the code that has them:", [from.checkout])]),
      runStep("Undo what the other code does not have:", [downgrade.command], downgrade.in),
      ...(to.checkout === null ? [] : [runStep("Then take the other code:", [to.checkout])]),
    ],
    rows: left,
    runs,
    before: [
      "Back up the database: a downgrade drops what the revisions created, with the data in it.",
    ],
    changes: `${codes(down.steps)} ${down.steps.length === 1 ? "is" : "are"} undone${rows.kind === "all" ? "" : ", and whatever else stands on what is left"}; afterwards the row${left.length > 1 ? "s are" : " is"} ${codes(left)}.`,
    keeps:
      "What the older code knows stays as it is. A later upgrade runs the undone revisions again, and finds room for them.",
    check: howToCheck(directory, left, runs),
  };
}

/** Whether rows cover the same revisions in both. */
function coversSame(a: RevisionGraph, b: RevisionGraph, rows: readonly RevisionId[]): boolean {
  const [one, other] = [ancestors(a, rows), ancestors(b, rows)];
  return one.size === other.size && [...one].every((name) => other.has(name));
}
