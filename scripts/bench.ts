// `npm run bench`: what `check` costs, as ratios within one run: against the floor, and against `alembic heads` where Alembic is there.

import { spawnSync } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { buildHistory } from "./bench/history.ts";

const root = join(import.meta.dirname, "..");
const alembic = [
  process.env["ALEMBIC"],
  join(root, ".venv-oracle/1.8.1/bin/alembic"),
  "alembic",
].find(
  (program) => program && (existsSync(program) || spawnSync(program, ["--version"]).status === 0),
);
const peak =
  "data:text/javascript,process.on('exit',()=>process._rawDebug('peak',process.resourceUsage().maxRSS))";

interface Contestant {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** Exit codes of a run that worked. */
  readonly codes: readonly number[];
}

for (const [size, rounds] of [
  [300, 21],
  [10_000, 11],
] as const) {
  const folder = buildHistory(size);
  const node = (...args: string[]) => ({
    command: process.execPath,
    args: ["--import", peak, ...args],
  });
  const contestants: Contestant[] = [
    {
      name: "floor",
      ...node(join(import.meta.dirname, "bench/floor.js"), folder, "main", "change"),
      codes: [0],
    },
    {
      name: "check",
      ...node(
        join(root, "dist/cli/index.js"),
        "check",
        "--repo",
        folder,
        "--against",
        "main",
        "--at",
        "change",
        "--format",
        "json",
      ),
      codes: [1],
    },
  ];
  if (alembic)
    contestants.push({ name: "alembic heads", command: alembic, args: ["heads"], codes: [0] });
  report(size, measure(contestants, rounds, folder));
  rmSync(folder, { recursive: true, force: true });
}
if (!alembic)
  process.stdout.write(
    "Alembic is not installed here: `alembic heads` was not measured. Set ALEMBIC to its program.\n",
  );

interface Measured {
  readonly name: string;
  readonly median: number;
  /** Largest resident size in MiB, null where it was not measured. */
  readonly peak: number | null;
}

/** Runs all contestants in turn, round after round, so that whatever else the machine does falls on all alike. */
function measure(
  contestants: readonly Contestant[],
  rounds: number,
  cwd: string,
): readonly Measured[] {
  const times = contestants.map((): number[] => []);
  const peaks = contestants.map(() => 0);
  for (let round = 0; round < rounds; round++) {
    contestants.forEach(({ name, command, args, codes }, index) => {
      const start = performance.now();
      const { status, stderr } = spawnSync(command, args, {
        cwd,
        encoding: "utf8",
        maxBuffer: 1 << 28,
      });
      if (status === null || !codes.includes(status))
        throw new Error(`${name} ended with ${status}: ${stderr}`);
      times[index]?.push(performance.now() - start);
      peaks[index] = Math.max(peaks[index] ?? 0, Number(/peak (\d+)/.exec(stderr)?.[1] ?? 0));
    });
  }
  return contestants.map(({ name }, index) => ({
    name,
    median: median(times[index] ?? []),
    peak: peaks[index] ? Math.round(peaks[index] / 1024) : null,
  }));
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

function report(size: number, measured: readonly Measured[]): void {
  const [floor, check] = measured;
  if (!floor || !check) return;
  process.stdout.write(`${size} scripts\n`);
  for (const { name, median, peak } of measured) {
    const ratio = (median / floor.median).toFixed(2);
    process.stdout.write(
      `  ${name.padEnd(14)} ${ratio} × floor${peak === null ? "" : `, peak ${peak} MiB`} (${Math.round(median)} ms)\n`,
    );
  }
  const heads = measured.find(({ name }) => name === "alembic heads");
  if (heads)
    process.stdout.write(
      `  check takes ${(check.median / heads.median).toFixed(2)} of the time of alembic heads\n`,
    );
}
