// `npm run fuzz -- --seconds 60 [--seed N] [--only TARGET] [--cases N] [--save NAME]`: random inputs of every kind, against what must hold of all.
// A fault is printed with the command that plays it again; the exit code is 1 then. `--save` writes the case of a seed down, for `npm test` to play it.

import { type ChildProcess, fork } from "node:child_process";
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { Random } from "./random.ts";
import { targets } from "./targets/index.ts";
import type { Order, Outcome } from "./worker.ts";

/** After so long a case counts as one that never ends, however slow the machine is. */
const patience = 60_000;

/** What no case may need more of. */
const megabytes = 500;

/** So many faults are enough to look at. */
const mostFaults = 10;

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "60" },
    seed: { type: "string" },
    only: { type: "string" },
    cases: { type: "string", default: "Infinity" },
    save: { type: "string" },
  },
});
const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(values.seed);
const names = values.only === undefined ? Object.keys(targets) : [values.only];
const end = Date.now() + Number(values.seconds) * 1000;

/** One process after the other: a case that ends one is a fault, and the next gets a new one. */
class Player {
  #child: ChildProcess | null = null;

  play(order: Order): Promise<Outcome> {
    const child = this.#child ?? this.#start();
    return new Promise((resolve) => {
      const finish = (outcome: Outcome, isLost: boolean) => {
        clearTimeout(timer);
        child.removeAllListeners();
        if (isLost) this.stop();
        resolve(outcome);
      };
      const lost = (fault: string) => finish({ ...order, fault, seconds: 0 }, true);
      const timer = setTimeout(() => lost(`it did not end within ${patience / 1000} s`), patience);
      child.once("message", (outcome: Outcome) => finish(outcome, false));
      child.once("exit", (code, signal) => lost(`it ended the process (${signal ?? code})`));
      child.send(order);
    });
  }

  stop(): void {
    this.#child?.kill("SIGKILL");
    this.#child = null;
  }

  #start(): ChildProcess {
    this.#child = fork(new URL("worker.ts", import.meta.url), {
      execArgv: [`--max-old-space-size=${megabytes}`],
    });
    return this.#child;
  }
}

if (values.save !== undefined) {
  const given = targets[names[0]!]!.make(new Random(seed));
  const text = JSON.stringify({ target: names[0], given }, null, 2);
  writeFileSync(new URL(`../fixtures/fuzz/${values.save}.json`, import.meta.url), `${text}\n`);
}

const player = new Player();
const random = new Random(seed);
const counts = new Map<string, number>();
const faults: Outcome[] = [];
let slowest: Outcome | null = null;
console.log(`fuzz: seed ${seed}`);
for (let played = 0; Date.now() < end && played < Number(values.cases); played++) {
  if (faults.length >= mostFaults) break;
  const target = names[played % names.length]!;
  // The first case of a seed has that seed, so that a fault is played again by its own.
  const outcome = await player.play({ target, seed: played === 0 ? seed : random.below(2 ** 31) });
  counts.set(target, (counts.get(target) ?? 0) + 1);
  if (!slowest || outcome.seconds > slowest.seconds) slowest = outcome;
  if (outcome.fault === null) continue;
  faults.push(outcome);
  console.log(
    `\nfault: npm run fuzz -- --only ${target} --seed ${outcome.seed} --cases 1\n${outcome.fault}`,
  );
}
player.stop();

const counted = [...counts].map(([name, count]) => `${count} ${name}`).join(", ");
console.log(
  `fuzz: ${[...counts.values()].reduce((a, b) => a + b, 0)} cases (${counted}), ${faults.length} faults, the slowest ${slowest?.seconds.toFixed(2)} s (${slowest?.target} ${slowest?.seed})`,
);
process.exitCode = faults.length === 0 ? 0 : 1;
