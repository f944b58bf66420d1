// Replays facts of a real history: runs `check` over every transition and compares. `npm run replay -- <clone> <facts.json> [--verbose]`.

import { readFileSync } from "node:fs";
import { check } from "../src/check/check.ts";
import { openRepository } from "../src/git/open-repository.ts";
import { readSnapshots } from "../src/git/read-snapshots.ts";
import type { Report } from "../src/model.ts";
import { mergeSettings } from "../src/settings/merge.ts";
import { compare, type Facts, type Transition } from "./replay/compare.ts";

const [clone, factsFile, ...flags] = process.argv.slice(2);
if (!clone || !factsFile) {
  process.stderr.write("usage: npm run replay -- <clone> <facts.json> [--verbose]\n");
  process.exit(2);
}

const facts: Facts = JSON.parse(readFileSync(factsFile, "utf8"));
const repository = await openRepository(clone);
const tally = new Map<string, { agreed: number; asked: number }>();
const started = performance.now();

for (const transition of facts.transitions) {
  const report = await replay(transition);
  for (const { question, agrees, detail } of compare(transition, report)) {
    const row = tally.get(question) ?? { agreed: 0, asked: 0 };
    tally.set(question, { agreed: row.agreed + (agrees ? 1 : 0), asked: row.asked + 1 });
    if (!agrees || flags.includes("--verbose")) {
      process.stdout.write(
        `${agrees ? "     " : "DIFF "} ${transition.after.slice(0, 10)} ${question}: ${detail}\n`,
      );
    }
  }
}

process.stdout.write(
  `${facts.repository} (${facts.environment}): ${facts.transitions.length} transitions in ${Math.round((performance.now() - started) / 1000)} s\n`,
);
for (const [question, { agreed, asked }] of tally)
  process.stdout.write(`  ${agreed} of ${asked}  ${question}\n`);

async function replay({ before, after }: Transition): Promise<Report> {
  const snapshots = await readSnapshots(repository, {
    against: before,
    after: { kind: "commit", ref: after },
    named: { configs: [], versions: [facts.roots.join(",")] },
    released: null,
  });
  const { report } = await check(snapshots, { ...mergeSettings([]), onEmpty: "pass" });
  return report;
}
