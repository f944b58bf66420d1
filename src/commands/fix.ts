// `onehead fix`: the safe repair of each finding, in the working tree.

import { WrongUsage } from "../cannot-check.ts";
import { type CheckedChanges, check } from "../check/check.ts";
import { historyOf } from "../git/history.ts";
import { readSnapshots } from "../git/read-snapshots.ts";
import { isScriptStaged } from "../git/staged-scripts.ts";
import type { Left, Mended, PlannedFiles, Wishes } from "../mend/model.ts";
import { planRound, type Sight } from "../mend/plan.ts";
import { withFiles } from "../mend/with-files.ts";
import type { Finding, RevisionId, Snapshot } from "../model.ts";
import { type Mending, mendingText } from "../report/mending.ts";
import { rules } from "../rules/index.ts";
import type { Typed } from "../settings.ts";
import { didYouMean } from "../text/closest.ts";
import { code } from "../text/sentence.ts";
import type { Answer } from "./answer.ts";
import { compareAndJudge, targetOfEvent } from "./check.ts";
import { workTreeFiles } from "./fix/work-tree-files.ts";
import { readQuestion } from "./question.ts";

const exitCodes = { passed: 0, failed: 1, incomplete: 3 } as const;

/** Of so many rounds the last mends nothing new: each repair is made once. */
const mostRounds = 25;

/** Mends what it safely can and checks again. Throws CannotCheck and WrongUsage. */
export async function runFix({
  diff = false,
  merge = false,
  onto,
  rule = [],
  hook = false,
  ...asking
}: Typed<"fix">): Promise<Answer> {
  for (const id of rule) refuseUnknownRule(id);
  const { repository, settings } = await readQuestion(asking);
  if (hook && !(await isScriptStaged(repository))) return { output: "", exitCode: 0 };
  const snapshots = await readSnapshots(repository, {
    against: settings.against ?? targetOfEvent(process.env),
    after: { kind: "worktree" },
    named: { configs: settings.configs, versions: settings.versions },
    released: settings.released,
  });
  const judge = (planned: PlannedFiles) => {
    const after = withFiles(snapshots.after, planned);
    const more = onto === undefined ? settings : { ...settings, onto: onto as RevisionId };
    return check({ ...snapshots, after }, more, historyOf(repository));
  };
  const textOfCheck = textsOf(snapshots.after);
  const files = await workTreeFiles(repository, textOfCheck, snapshots.before?.ref ?? "");
  const sight = {
    obstacle: files.obstacle,
    textOf: (path: string) => textOfCheck(path) ?? files.textOf(path),
    textOfTarget: textsOf(snapshots.before),
  };
  const plan = await planAll(judge, sight, { merge, rules: rule, now: new Date() });
  if (onto !== undefined) refuseUnknownRevision(onto, plan.first);
  const texts = [...plan.planned].map(([path, text]) => ({ path, old: files.textOf(path), text }));
  if (!diff) files.write(plan.planned);
  // What was written is read again; what was not is judged as it would be.
  const { report } = diff ? plan.last : await compareAndJudge(asking);
  const mending: Mending = { ...plan, report, files: texts, isShown: diff };
  return { output: mendingText(mending), exitCode: exitCodes[report.verdict] };
}

interface Plan {
  readonly first: CheckedChanges;
  readonly last: CheckedChanges;
  readonly planned: PlannedFiles;
  readonly mended: readonly Mended[];
  readonly left: readonly Left[];
}

/** Round after round, until nothing is left that can be mended. */
async function planAll(
  judge: (planned: PlannedFiles) => Promise<CheckedChanges>,
  sight: Omit<Sight, "changes">,
  wishes: Wishes,
): Promise<Plan> {
  const planned = new Map<string, string | null>();
  const mended: Mended[] = [];
  const left = new Map<string, Left>();
  const tried = new Set<string>();
  const first = await judge(planned);
  let last = first;
  for (let round = 0; round < mostRounds; round += 1) {
    const todo = last.report.findings.filter(
      (one) => isWanted(one, wishes) && !tried.has(keyOf(one)),
    );
    const textOf = (path: string) => (planned.has(path) ? planned.get(path)! : sight.textOf(path));
    // Heads come last: what is put back elsewhere may be what they are made of.
    const others = todo.filter(({ rule }) => rule !== "multiple-heads");
    const turn = others.length > 0 ? others : todo;
    const step = planRound(turn, { ...sight, changes: last.changes, textOf }, wishes);
    for (const one of step.left) left.set(keyOf(one.finding), one);
    for (const { finding } of [...step.left, ...step.mended]) tried.add(keyOf(finding));
    if (step.files.size === 0) {
      if (turn === todo) break;
      // What waits and can never be made would keep the heads waiting too.
      for (const finding of turn) tried.add(keyOf(finding));
      continue;
    }
    for (const [path, text] of step.files) planned.set(path, text);
    mended.push(...step.mended);
    last = await judge(planned);
  }
  const standing = last.report.findings.filter((one) => isWanted(one, wishes));
  return {
    first,
    last,
    planned,
    mended,
    left: standing.map(
      (finding) =>
        left.get(keyOf(finding)) ?? { finding, why: "Its repair does not mend it here." },
    ),
  };
}

function isWanted({ rule, severity }: Finding, { rules: wanted }: Wishes): boolean {
  if (wanted.length === 0) return severity === "error";
  return severity !== "notice" && wanted.includes(rule);
}

function keyOf({ rule, at, what }: Finding): string {
  return [rule, at.path, what].join("\0");
}

/** The texts of a state's scripts by path. */
function textsOf(snapshot: Snapshot | null): (path: string) => string | null {
  const texts = new Map<string, string>();
  for (const { files } of snapshot?.scriptDirectories ?? []) {
    for (const file of files) if (file.kind === "text") texts.set(file.path, file.text);
  }
  return (path) => texts.get(path) ?? null;
}

function refuseUnknownRule(id: string): void {
  const known = rules.map((rule) => rule.id as string);
  if (known.includes(id)) return;
  throw new WrongUsage(
    `${code(id)} is no rule; \`onehead explain\` lists the rules.${didYouMean(id, known)}`,
  );
}

function refuseUnknownRevision(onto: string, { changes }: CheckedChanges): void {
  if (changes.some(({ after }) => after.nodes.has(onto as RevisionId))) return;
  throw new WrongUsage(
    `No script has the revision ${code(onto)}; \`--onto\` takes a whole revision. \`onehead heads\` lists the heads.`,
  );
}
