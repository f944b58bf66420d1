// Plays a story: real Alembic fails as foretold, the repair is applied as printed, and Alembic then upgrades.

import { expect } from "vitest";
import { runDoctor } from "../../src/commands/doctor.ts";
import type { CommandOutcome, DoctorReport } from "../../src/doctor/model.ts";
import type { Tool } from "./deployment.ts";
import { type DoctorProject, type Server, startProject } from "./doctor-project.ts";
import type { DoctorStory } from "./doctor-stories.ts";
import type { AlembicVersion } from "./venvs.ts";

const names: Record<Tool, string> = { alembic: "alembic", flask: "flask db" };

/** Plays a story to its end with one of the repairs. */
export async function playStory(
  story: DoctorStory,
  with_: { tool: Tool; version: AlembicVersion; server: Server; form: "commands" | "sql" },
): Promise<void> {
  const { tool, version, server, form } = with_;
  for (const index of [story.repair, ...(story.alsoWorks ?? [])]) {
    const project = startProject(tool, version, server);
    try {
      await play(project, story, names[tool], form, index);
    } finally {
      project.remove();
    }
  }
}

async function play(
  project: DoctorProject,
  { before, after, rows, problem, onlyHead, gone, unforetold, ownTable }: DoctorStory,
  tool: string,
  form: "commands" | "sql",
  repair: number | null,
): Promise<void> {
  project.deploy(before);
  if (rows) expectSuccess(project.shell(`${tool} upgrade heads`));
  const done = project.ran();
  if (rows) project.stand(rows, done);
  if (after) project.deploy(after);
  const report = await examine(project);
  expect(report.problems[0]?.kind ?? null).toBe(problem);
  expect(report.verdict).toBe(problem === null || onlyHead ? "works" : "fails");
  // Alembic says what was foretold, word for word; then everything is as it was.
  for (const [command, said] of [
    ["current", report.alembic.current],
    ["upgrade head", report.alembic.upgradeHead],
    ["upgrade heads", report.alembic.upgradeHeads],
  ] as const) {
    if (unforetold) break;
    agree(project.shell(`${tool} ${command}`), said);
    if (rows) project.stand(rows, done);
  }
  if (problem !== null && repair === null) {
    expect(report.repairs).toEqual([]);
    return;
  }
  if (repair !== null) {
    const printed = report.repairs[repair]!;
    if (ownTable) project.useTable(ownTable);
    project.apply(printed, form);
    expect(project.rows(ownTable)).toEqual([...printed.rows].sort());
    if (ownTable)
      expect(project.rows()).toEqual(
        rows?.filter((row) => !printed.rows.some((one) => one === row)).sort(),
      );
  }
  expectSuccess(project.shell(`${tool} upgrade ${onlyHead ? "head" : "heads"}`));
  const ran = project.ran();
  expect(new Set(ran).size, `each ran once: ${ran}`).toBe(ran.length);
  const scripts = [...(after ?? before).matchAll(/-> (\w+)/g)].map(([, revision]) => revision);
  expect(new Set(ran)).toEqual(new Set([...scripts, ...(gone ?? [])]));
  const again = await examine(project, ownTable);
  expect(again.verdict).toBe("works");
  expect(again.alembic.upgradeHeads).toMatchObject({ kind: "runs", revisions: [] });
}

/** The doctor's report on the project's own database, read by its driver. */
async function examine(project: DoctorProject, table?: string): Promise<DoctorReport> {
  const answer = await runDoctor(
    {
      repo: project.path,
      database: ["env"],
      format: "json",
      ...(table === undefined ? {} : { "version-table": table }),
    },
    {
      env: { DATABASE_URL: project.url },
      readStdin: () => "",
      loadDatabases: () => import("../../src/doctor/database/index.ts"),
    },
  );
  return JSON.parse(answer.output);
}

function agree(
  { exitCode, output }: { exitCode: number; output: string },
  said: CommandOutcome | null,
): void {
  if (said?.kind !== "fails") {
    expectSuccess({ exitCode, output });
    return;
  }
  expect(exitCode).not.toBe(0);
  const texts = [said.says, ...said.orElse];
  expect(
    texts.filter((text) => output.includes(text)),
    output,
  ).not.toEqual([]);
}

function expectSuccess({ exitCode, output }: { exitCode: number; output: string }): void {
  expect(exitCode, output).toBe(0);
}
