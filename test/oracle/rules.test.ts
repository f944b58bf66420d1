// What the rules quote as "Alembic says": each example is shown to Alembic, which has to say it, or say nothing.

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { exampleChange } from "../../src/check/example.ts";
import { historyToFiles } from "../../src/graph/history.ts";
import { rules } from "../../src/rules/index.ts";
import type { ExampleState } from "../../src/rules/rule.ts";
import { runRules } from "../../src/rules/run.ts";
import type { Answer, Failure } from "../support/alembic-answer.ts";
import { type Alembic, startAlembic } from "./alembic.ts";
import { ask as askConfiguration } from "./ask-configuration.ts";
import { alembicVersions } from "./venvs.ts";

/** The files of an example, in a version location of their own. */
function filesOf(state: ExampleState): Readonly<Record<string, string>> {
  const files = typeof state === "string" ? historyToFiles(state) : state;
  return Object.fromEntries(
    Object.entries(files).map(([path, text]) => [path.replace("versions/", ""), text]),
  );
}

/** Everything Alembic said: warnings, and errors both bare and with their class. */
function everythingSaid({ warnings, error, plans = [] }: Answer): readonly string[] {
  const failures = [error, ...plans.map((plan) => plan.error)].filter((one) => one !== null);
  const texts = (failure: Failure) => [
    failure.class,
    failure.message,
    `${failure.class}: ${failure.message}`,
  ];
  return [...warnings, ...failures.filter((one) => !needsDatabase(one)).flatMap(texts)];
}

function hasConfiguration(state: ExampleState): state is Readonly<Record<string, string>> {
  return typeof state !== "string" && "alembic.ini" in state;
}

/** What Alembic says of an example's configuration, before it looks at any script. */
function saidOf(
  version: (typeof alembicVersions)[number],
  files: Readonly<Record<string, string>>,
) {
  const [answer] = askConfiguration(
    version,
    [{ files, ini: "alembic.ini", section: "alembic" }],
    "",
  );
  return answer && "error" in answer ? [answer.error] : [];
}

/** Scripts run without a database here, and `op` misses it. */
function needsDatabase({ stage, message }: Failure): boolean {
  return stage === "apply" && message.includes("proxy object has not yet been established");
}

const ask = async (
  alembic: Alembic,
  state: ExampleState,
  rowsList: readonly (readonly string[])[],
  heads: readonly string[] = [],
) =>
  alembic.ask({
    files: filesOf(state),
    plans: [
      ...rowsList.flatMap((rows) => [
        { op: "upgrade:heads", rows },
        { op: "upgrade:head", rows },
      ]),
      ...(heads.length > 0 ? [{ op: "downgrade:base", rows: heads }] : []),
    ],
  });

describe.each(alembicVersions)("Alembic %s", (version) => {
  let alembic: Alembic;
  beforeAll(() => {
    alembic = startAlembic(version);
  });
  afterAll(() => alembic.stop());

  test.each(rules.map((rule) => [rule.id, rule] as const))(
    "says what %s quotes",
    async (id, rule) => {
      const { before, after, settings } = rule.example;
      const change = exampleChange(before, after, settings && { settings });
      const finding = runRules(change, { rules: new Map() }).find((one) => one.rule === id)!;
      const known = [...change.before.nodes.keys()];
      const pairs = known.flatMap((a, i) => known.slice(i + 1).map((b) => [a, b]));
      const rowsList = [[], [...change.before.realHeads], ...known.map((one) => [one]), ...pairs];
      if (finding.alembicSays !== null) {
        // Of several texts among which a set's order decides, either will do.
        const texts = change.after.loadError?.messages ?? [];
        const quoted = texts.includes(finding.alembicSays) ? texts : [finding.alembicSays];
        const said = hasConfiguration(after)
          ? saidOf(version, after)
          : everythingSaid(await ask(alembic, after, rowsList, change.after.realHeads));
        expect(said.filter((text) => quoted.includes(text))).not.toEqual([]);
      } else {
        const upToDate = await ask(alembic, after, [[], [...change.before.realHeads]]);
        expect(everythingSaid(upToDate)).toEqual([]);
      }
    },
  );
});
