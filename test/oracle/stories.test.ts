// Merges that people live through, on SQLite and by the real command lines: what the planner and the rules foretell is what happens.

import { describe, expect, test } from "vitest";
import { exampleChange } from "../../src/check/example.ts";
import type { Change, RuleId } from "../../src/model.ts";
import { planUpgrade } from "../../src/plan/index.ts";
import { rules } from "../../src/rules/index.ts";
import type { ExampleState } from "../../src/rules/rule.ts";
import { runRules } from "../../src/rules/run.ts";
import {
  type Deployment,
  loggingScripts,
  type Outcome,
  startDeployment,
  type Tool,
} from "./deployment.ts";
import { type AlembicVersion, alembicVersions } from "./venvs.ts";

/** A merge into a target branch that a database follows. */
interface Story {
  readonly title: string;
  readonly before: string;
  readonly after: string;
  /** What the deploy runs. */
  readonly target: "head" | "heads";
  readonly rule: RuleId;
}

const oneLine = `
  <base> -> a1, create users
  a1 -> b2, add email`;

const stories: readonly Story[] = [
  {
    title: "two heads stop `upgrade head`",
    before: oneLine,
    after: `${oneLine}\n  a1 -> c3, add orders`,
    target: "head",
    rule: "multiple-heads",
  },
  {
    title: "a head that is moved onto another leaves overlapping rows",
    before: `${oneLine}\n  a1 -> c3, add orders`,
    after: `${oneLine}\n  b2 -> c3, add orders`,
    target: "heads",
    rule: "reparented-revision",
  },
  {
    title: "a new dependency on another head leaves overlapping rows",
    before: "<base> -> a1, create users\n  <base> -> b2, create orders",
    after: "<base> -> a1, create users\n  <base> (a1) -> b2, create orders",
    target: "heads",
    rule: "overlapping-revisions",
  },
  {
    title: "a deleted script is not found",
    before: oneLine,
    after: "<base> -> a1, create users",
    target: "heads",
    rule: "deleted-revision",
  },
  {
    title: "a script that slips in below an applied one never runs, and nobody says so",
    before: oneLine,
    after: `
      <base> -> a1, create users
      a1 -> n9, add audit
      n9 -> b2, add email`,
    target: "heads",
    rule: "skipped-revision",
  },
  {
    title: "a redundant down revision crashes the upgrade after the script has run",
    before: "<base> -> a1, create users\n  <base> -> b2, create shops",
    after: `
      <base> -> a1, create users
      <base> -> b2, create shops
      a1 -> c3, add orders
      a1, b2, c3 -> m4, merge`,
    target: "heads",
    rule: "redundant-down-revision",
  },
];

const tools: readonly Tool[] = ["alembic", "flask"];
const places = alembicVersions.flatMap((version) => tools.map((tool) => ({ tool, version })));

describe.each(places)("$tool with Alembic $version", ({ tool, version }) => {
  test.each(stories)("$title", (story) => {
    withDeployment(tool, version, (deployment) => play(story, tool, deployment));
  });
});

/** Deploys before, merges, deploys after. */
function play({ before, after, target, rule }: Story, tool: Tool, deployment: Deployment): void {
  deployment.deploy(loggingScripts(before));
  expect(deployment.run("upgrade", "heads").exitCode).toBe(0);
  const change = exampleChange(before, after);
  expect(deployment.rows()).toEqual(change.before.realHeads.toSorted());
  const [rows, ran] = [deployment.rows(), deployment.ran()];

  deployment.deploy(loggingScripts(after));
  const outcome = planUpgrade(change.after, rows, target);
  const { exitCode, output } = deployment.run("upgrade", target);

  const foretold = tellOutcome(outcome, tool);
  expect({ exitCode, rows: deployment.rows() }).toEqual({
    exitCode: foretold.exitCode,
    rows: foretold.rows ?? rows,
  });
  expect(deployment.ran()).toEqual([...ran, ...foretold.ran]);
  expect(output).toContain(foretold.says);
  expect(output).toContain(quoteOf(rule, change) ?? "");
}

/** The exit code, what ran, the rows and the message that the planner leads to expect. */
function tellOutcome(outcome: ReturnType<typeof planUpgrade>, tool: Tool) {
  switch (outcome.kind) {
    case "never-ends":
      throw new Error("No story is endless.");
    case "runs":
      return { exitCode: 0, ran: outcome.steps, rows: outcome.rows, says: "" };
    case "fails": {
      const { error, ran, rows } = outcome;
      const isCaught = error.class === "CommandError";
      return {
        exitCode: isCaught && tool === "alembic" ? 255 : 1,
        // SQLite undoes nothing but the failing script itself, with its row.
        ran: ran.slice(0, -1),
        rows,
        says: isCaught ? error.messages[0]! : `${error.class}: ${error.messages[0]}`,
      };
    }
  }
}

/** What the rule quotes; the rule has to find something. */
function quoteOf(rule: RuleId, change: Change): string | null {
  const found = runRules(change, { rules: new Map() }).filter((finding) => finding.rule === rule);
  expect(found).not.toEqual([]);
  return found[0]!.alembicSays;
}

describe.each(alembicVersions)("the command line of Alembic %s", (version) => {
  // Examples that are about other files than scripts are shown to Alembic in rules.test.ts.
  const told = rules.filter(
    ({ example }) => isOfScripts(example.before) && isOfScripts(example.after),
  );
  test.each(told.map((rule) => [rule.id, rule.example] as const))(
    "prints what %s quotes",
    (id, { before, after }) => {
      const change = exampleChange(before, after);
      const quote = quoteOf(id, change);
      withDeployment("alembic", version, (deployment) => {
        deployment.deploy(scriptsOf(before));
        deployment.run("upgrade", "heads");
        deployment.deploy(scriptsOf(after));
        const commands = [["heads"], ["upgrade", "head"], ["upgrade", "heads"]];
        const outcomes = commands.map((command) => deployment.run(...command));
        if (quote === null) {
          expect(outcomes.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0]);
          return;
        }
        // Of several texts among which a set's order decides, either will do.
        const texts = change.after.loadError?.messages ?? [];
        const quotes = texts.includes(quote) ? texts : [quote];
        const isSaid = ({ output }: Outcome) => quotes.some((text) => output.includes(text));
        const upgradeFrom = (rows: readonly string[]) => {
          deployment.stand(rows);
          return deployment.run("upgrade", "heads");
        };
        // Some rules speak of databases that do not follow the target branch to its end.
        const known = [...change.before.nodes.keys()];
        const pairs = known.flatMap((one, i) => known.slice(i + 1).map((other) => [one, other]));
        const goesBack = () => {
          deployment.stand(change.after.realHeads);
          return deployment.run("downgrade", "base");
        };
        expect(
          outcomes.some(isSaid) ||
            pairs.some((rows) => isSaid(upgradeFrom(rows))) ||
            isSaid(goesBack()),
        ).toBe(true);
      });
    },
  );
});

function isOfScripts(state: ExampleState): boolean {
  return (
    typeof state === "string" || Object.keys(state).every((path) => path.startsWith("versions/"))
  );
}

function scriptsOf(state: ExampleState): Record<string, string> {
  if (typeof state === "string") return loggingScripts(state);
  const files = Object.entries(state).map(([path, text]) => [path.replace("versions/", ""), text]);
  return Object.fromEntries(files);
}

function withDeployment(
  tool: Tool,
  version: AlembicVersion,
  use: (deployment: Deployment) => void,
): void {
  const deployment = startDeployment(tool, version);
  try {
    use(deployment);
  } finally {
    deployment.remove();
  }
}
