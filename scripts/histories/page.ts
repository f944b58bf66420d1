// Replays of public repositories → the page that tells what they amount to.

import type { RuleId } from "../../src/model.ts";
import type { HealedBy, ReplayReport } from "../../src/replay/model.ts";
import { duration, percent } from "../../src/report/replay-words.ts";

/** One repository's replay. */
export interface Replayed {
  readonly repository: string;
  readonly report: ReplayReport;
}

/** How the incidents compare with an independent reading, summed up. */
export interface Agreement {
  readonly facts: number;
  readonly both: number;
  /** Found by the replay alone, in commits that the reading looked at. */
  readonly onlyReplay: number;
  /** Extra heads that the reading calls meant. */
  readonly meant: number;
  readonly repositories: number;
}

/** The page, as Markdown. */
export function historiesPage(all: readonly Replayed[], agreement: Agreement): string {
  const transitions = sum(all, ({ rates }) => rates.transitions);
  return `# What it found in public histories

<!-- Written by \`npm run histories\`; do not edit. -->

The whole past of ${all.length} public repositories, replayed by \`onehead replay\` with the settings that each of them has today (none has any for onehead): ${number(transitions)} changes to
scripts, merged between ${firstDay(all)} and ${lastDay(all)}. Each was compared with the branch before it, as the action would have done.
The sources are in the table at the end: repository, branch and commit. Nothing here is a sample but the repositories themselves: they were taken because their histories
are long and public, so the rates say what happens to active projects, not what happens to yours. [\`onehead replay\`](replay.md) tells that.

## What reached the branches

${incidents(all, transitions)}

## What would have been stopped

${stopped(all, transitions)}

## What it would have blocked that people merged on purpose

${quiet(all, transitions)}

## How scripts that were merged are edited

${edits(all)}

## How far the counting can be trusted

The incidents were compared with an independent reading of ${agreement.repositories} of these histories, made with other code. Of its ${agreement.facts} incidents (heads that multiply
without being meant to, missing down revisions, doubled revisions, loops) the replay found ${agreement.both}. In the commits that the reading looked at, the replay found ${agreement.onlyReplay} more: a
down revision that is an empty text, which Alembic 1.8.1 takes for None and 1.20.1 refuses; a dependency on a package that lies elsewhere; a project that began with
several heads. ${agreement.meant} extra heads are new lines that the reading calls meant: a new line looks like an extra head until \`max-heads\` says otherwise.
What git cannot tell stays unknown: whether a database had run a script before it was edited, and what people found by themselves before they merged.

## The sources

| repository | branch, commit | changes | would have failed | incidents | of them stopped | stopped, no incident |
| --- | --- | ---: | ---: | ---: | ---: | ---: |
${all.map(row).join("\n")}
`;
}

function incidents(all: readonly Replayed[], transitions: number): string {
  const found = all.flatMap(({ report }) => report.incidents);
  const commits = new Set(found.map(({ began }) => began.commit)).size;
  const heads = found.filter(({ kind }) => kind === "extra-heads");
  const healed = heads.flatMap((one) => one.healed ?? []);
  const seconds = healed.map((one) => one.seconds).sort((a, b) => a - b);
  const at = (part: number) => duration(seconds[Math.floor((seconds.length - 1) * part)] ?? 0);
  const brief = seconds.filter((one) => one < 60).length;
  const ways = (Object.keys(inWords) as HealedBy[])
    .map((by) => [inWords[by], healed.filter((one) => one.by === by).length] as const)
    .filter(([, many]) => many > 0)
    .sort(([, a], [, b]) => b - a);
  const merges = heads.filter(({ headsOfBranch }) => headsOfBranch !== null);
  const sound = merges.filter(({ headsOfBranch }) => headsOfBranch === 1).length;
  const others = found.filter(({ healed: end }) => end && !end.isSameAuthor).length;
  const ended = found.filter(({ healed: end }) => end).length;
  const kinds = [
    "missing-down-revision",
    "duplicate-revision",
    "cycle",
    "missing-dependency",
    "unloadable",
  ] as const;
  const rest = kinds
    .map((kind) => [kind, found.filter((one) => one.kind === kind).length] as const)
    .filter(([, many]) => many > 0);
  return [
    `- ${commits} of ${number(transitions)} changes (${percent(commits / transitions)}) put something on the branch that Alembic stumbles over, in ${all.filter(({ report }) => report.incidents.length > 0).length} of ${all.length} repositories: ${found.length} incidents.`,
    `- ${heads.length} are extra heads. Half of them stayed ${at(0.5)} or less, a tenth longer than ${at(0.9)}, one ${at(1)}; ${brief} were gone within a minute (commits that are pushed together count one by one). They were healed ${ways.map(([way, many]) => `${way} (${many})`).join(", ")}; ${heads.length - healed.length} are still there.`,
    `- ${merges.length} extra heads came with merges whose branch is still known; ${sound} of these branches (${percent(sound / Math.max(1, merges.length))}) had a single head by themselves, so that no test of the branch alone could have seen it.`,
    `- The others: ${rest.map(([kind, many]) => `${many} ${names[kind]}`).join(", ")}.`,
    `- Somebody else than the author cleaned up in ${others} of ${ended} cases (${percent(others / Math.max(1, ended))}).`,
  ].join("\n");
}

const names = {
  "missing-down-revision": "down revisions that no script has",
  "duplicate-revision": "revisions of two files",
  cycle: "loops",
  "missing-dependency": "dependencies that no script answers to",
  unloadable: "files that Alembic cannot load",
} as const;

const inWords: Readonly<Record<HealedBy, string>> = {
  "new-down-revision": "by another `down_revision`",
  "merge-script": "by a merge script",
  "removed-script": "by removing a script",
  "new-revision": "by another `revision`",
  "added-script": "by adding a script",
  other: "in another way",
};

function stopped(all: readonly Replayed[], transitions: number): string {
  const failed = sum(all, ({ rates }) => rates.failed);
  const incomplete = sum(all, ({ rates }) => rates.incomplete);
  const found = sum(all, ({ rates }) => rates.incidents);
  const caught = sum(all, ({ rates }) => rates.incidentsStopped);
  return [
    `- ${caught} of ${found} incidents (${percent(caught / Math.max(1, found))}) would have been stopped, by a failure or because the change could not be judged.`,
    `- ${number(failed)} of ${number(transitions)} changes (${percent(failed / transitions)}) would have failed; ${incomplete} could not be judged (${percent(incomplete / transitions)}).`,
    `- By rule: ${byRule(all, ({ rates }) => rates.failedByRule)}. A change can fail for several.`,
  ].join("\n");
}

function quiet(all: readonly Replayed[], transitions: number): string {
  const applied = sum(all, ({ rates }) => rates.stopped.applied);
  const repairs = sum(all, ({ rates }) => rates.stopped.repairs);
  const others = sum(all, ({ rates }) => rates.stopped.others);
  const shares = all
    .map(
      ({ report: { rates } }) =>
        (rates.stopped.applied + rates.stopped.repairs + rates.stopped.others) /
        Math.max(1, rates.transitions),
    )
    .sort((a, b) => a - b);
  const failed = sum(all, ({ rates }) => rates.failed);
  return [
    `- ${number(applied + repairs + others)} changes (${percent((applied + repairs + others) / transitions)}) would have failed and began no incident: people merged them, and the history shows no harm. That is ${percent((applied + repairs + others) / Math.max(1, failed))} of all that would have failed.`,
    `- ${number(applied)} of them change scripts that the branch had already. Databases that ran these scripts before now differ from those that run them later; git does not know whether there were any.`,
    `- ${repairs} are repairs of incidents that would have been stopped in their turn, and ${others} something else.`,
    `- By rule: ${byRule(all, ({ rates }) => rates.stopped.withoutIncidentByRule)}.`,
    `- In half of the repositories it is less than ${percent(shares[shares.length >> 1] ?? 0)} of the changes, in the worst ${percent(shares.at(-1) ?? 0)}.`,
    ...quieter(all, failed),
  ].join("\n");
}

function quieter(all: readonly Replayed[], failed: number): readonly string[] {
  const without = sum(
    all,
    ({ transitions }) =>
      transitions.filter(
        ({ verdict, findings }) =>
          verdict === "failed" &&
          findings.some(
            ({ severity, rule }) =>
              severity === "error" && rule !== "edited-revision" && rule !== "unreadable-script",
          ),
      ).length,
  );
  return [
    `- With \`edited-revision: warning\` ${without} changes would have failed instead of ${number(failed)}.`,
  ];
}

function byRule(
  all: readonly Replayed[],
  of: (report: ReplayReport) => readonly { readonly rule: RuleId; readonly transitions: number }[],
): string {
  const numbers = new Map<RuleId, number>();
  for (const { report } of all)
    for (const { rule, transitions } of of(report))
      numbers.set(rule, (numbers.get(rule) ?? 0) + transitions);
  return [...numbers]
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .map(([rule, many]) => `[\`${rule}\`](rules/${rule}.md) ${many}`)
    .join(", ");
}

function edits(all: readonly Replayed[]): string {
  const of = (effect: keyof ReplayReport["rates"]["edits"]["scripts"]) =>
    sum(all, ({ rates }) => rates.edits.scripts[effect]);
  const effects = [
    ["`upgrade`, or code that it may call", of("upgrade")],
    ["the same statements in other words", of("same-statements")],
    ["`downgrade` alone", of("downgrade")],
    ["imports alone", of("imports")],
    ["identifiers alone", of("identifiers")],
    ["layout alone", of("layout")],
  ] as const;
  const total = effects.reduce((all, [, many]) => all + many, 0);
  const changes = sum(all, ({ rates }) => rates.edits.transitions);
  const transitions = sum(all, ({ rates }) => rates.transitions);
  return [
    `${number(changes)} changes (${percent(changes / transitions)}) edit scripts that were merged before, ${number(total)} edits in all:`,
    "",
    "| what the edit changes | scripts | share |",
    "| --- | ---: | ---: |",
    ...effects.map(
      ([what, many]) => `| ${what} | ${number(many)} | ${percent(many / Math.max(1, total))} |`,
    ),
  ].join("\n");
}

function row({ repository, report: { branch, rates } }: Replayed): string {
  const { stopped } = rates;
  const commit = `[\`${branch.commit.slice(0, 10)}\`](https://github.com/${repository}/commit/${branch.commit})`;
  const cells = [
    rates.transitions,
    `${rates.failed} (${percent(rates.failed / Math.max(1, rates.transitions))})`,
    rates.incidents,
    rates.incidentsStopped,
    stopped.applied + stopped.repairs + stopped.others,
  ];
  return `| [${repository}](https://github.com/${repository}) | \`${branch.ref}\`, ${commit} | ${cells.join(" | ")} |`;
}

function sum(all: readonly Replayed[], of: (report: ReplayReport) => number): number {
  return all.reduce((total, { report }) => total + of(report), 0);
}

function number(value: number): string {
  return value.toLocaleString("en");
}

function firstDay(all: readonly Replayed[]): string {
  return days(all)[0] ?? "";
}

function lastDay(all: readonly Replayed[]): string {
  return days(all).at(-1) ?? "";
}

function days(all: readonly Replayed[]): readonly string[] {
  return all
    .flatMap(({ report }) => report.transitions.map(({ date }) => date.slice(0, 10)))
    .sort();
}
