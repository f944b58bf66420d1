// Replays public histories, compares them with facts, and writes docs/public-histories.md. `npm run histories -- <clones> <facts> [--keep FOLDER] [part of a name]`.
// <clones>: a folder of clones named owner+name; <facts>: a folder of facts with an index.json. With a part of a name the page is not written.
// Replays that lie in the folder of --keep are taken from there, new ones are put there: a run that was stopped goes on, and parts can run side by side.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Progress } from "../src/commands/progress.ts";
import { replay } from "../src/commands/replay.ts";
import { compareIncidents } from "./histories/compare-incidents.ts";
import { type Agreement, historiesPage, type Replayed } from "./histories/page.ts";

const {
  positionals: [clones, factsFolder, part = ""],
  values: { keep },
} = parseArgs({ options: { keep: { type: "string" } }, allowPositionals: true });
if (!clones || !factsFolder) {
  process.stderr.write(
    "usage: npm run histories -- <clones> <facts> [--keep FOLDER] [part of a name]\n",
  );
  process.exit(2);
}

const index: readonly { readonly file: string; readonly repository: string }[] = JSON.parse(
  readFileSync(join(factsFolder, "index.json"), "utf8"),
);
const names = [...new Set(index.map(({ repository }) => repository))];
const all: Replayed[] = [];
let agreement: Agreement = { facts: 0, both: 0, onlyReplay: 0, meant: 0, repositories: 0 };

for (const repository of names.filter((name) => name.includes(part)).sort()) {
  const clone = placeOf(repository);
  if (!clone) {
    process.stdout.write(`${repository}: no clone\n`);
    continue;
  }
  const { report, timing } = await replayOnce(repository, clone);
  all.push({ repository, report });
  const { transitions, failed, incidents, incidentsStopped } = report.rates;
  process.stdout.write(
    `${repository}: ${transitions} changes, ${failed} failed, ${incidents} incidents, ${incidentsStopped} stopped; median ${Math.round(timing.median)} ms, worst ${Math.round(timing.worst)} ms, ${(timing.total / 1000).toFixed(1)} s\n`,
  );
  for (const { file } of index.filter((one) => one.repository === repository))
    compare(file, report);
  agreement = { ...agreement, repositories: agreement.repositories + 1 };
}

const { facts, both, onlyReplay, meant } = agreement;
process.stdout.write(
  `facts ${facts}, both ${both}, replay alone ${onlyReplay} (in commits that the facts look at), meant ${meant}\n`,
);
if (part === "") {
  const page = join(import.meta.dirname, "../docs/public-histories.md");
  writeFileSync(page, historiesPage(all, agreement));
}

function compare(file: string, report: Replayed["report"]): void {
  const facts = JSON.parse(readFileSync(join(factsFolder!, file), "utf8"));
  for (const { commit, kind, side, isLookedAt, detail } of compareIncidents(report, facts)) {
    agreement = {
      ...agreement,
      facts: agreement.facts + (side === "both" || side === "only facts" ? 1 : 0),
      both: agreement.both + (side === "both" ? 1 : 0),
      onlyReplay: agreement.onlyReplay + (side === "only replay" && isLookedAt ? 1 : 0),
      meant: agreement.meant + (side === "meant" ? 1 : 0),
    };
    if (side === "both") continue;
    const note = isLookedAt ? "" : " (not looked at by the facts)";
    process.stdout.write(`  ${side}: ${commit.slice(0, 10)} ${kind}: ${detail}${note}\n`);
  }
}

/** The replay that was kept, else a new one. */
async function replayOnce(repository: string, clone: string): ReturnType<typeof replay> {
  const file = keep && join(keep, `${repository.replace("/", "+")}.json`);
  if (file && existsSync(file)) return JSON.parse(readFileSync(file, "utf8"));
  const replayed = await replay({ repo: clone, last: "999999" }, new Progress());
  if (file) {
    mkdirSync(keep, { recursive: true });
    writeFileSync(file, JSON.stringify(replayed));
  }
  return replayed;
}

/** A clone's git directory, with or without a work tree around it. */
function placeOf(repository: string): string | undefined {
  const folder = join(clones!, repository.replace("/", "+"));
  return [join(folder, "repo/.git"), join(folder, "repo"), folder].find((place) =>
    existsSync(join(place, "HEAD")),
  );
}
