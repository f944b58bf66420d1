// `--target` beside real Alembic: relative, absolute and impossible targets of `upgrade`, `downgrade` and `stamp`.

import fc from "fast-check";
import { afterAll, beforeAll, test } from "vitest";
import { readTarget } from "../../src/commands/doctor/read-target.ts";
import { foretell } from "../../src/doctor/diagnosis/foretell.ts";
import type { CommandOutcome } from "../../src/doctor/model.ts";
import { buildGraph } from "../../src/graph/build.ts";
import { parseRequest } from "../support/agreement.ts";
import type { Answer, PlanAnswer, Request, Revision } from "../support/alembic-answer.ts";
import { type Alembic, startAlembic } from "./alembic.ts";
import { assertAgreement } from "./assert-agreement.ts";
import { graphCases } from "./random-graphs.ts";

let alembic: Alembic | null = null;
beforeAll(() => {
  alembic = startAlembic("newest");
});
afterAll(() => alembic?.stop());

type Asked = Request & { readonly revisions: readonly Revision[] };

/** What people type, `_` standing for a revision. */
const forms = [
  "upgrade:_",
  "upgrade:+1",
  "upgrade:+2",
  "upgrade:_+1",
  "upgrade:_-1",
  "upgrade:-1",
  "upgrade:heads",
  "upgrade:_@head",
  "downgrade:_",
  "downgrade:-1",
  "downgrade:-2",
  "downgrade:_-1",
  "downgrade:_+1",
  "downgrade:+1",
  "downgrade:base",
  "downgrade:_@base",
  "stamp:_",
  "stamp:head",
  "stamp:base",
  "stamp!:_",
  "stamp:nowhere",
  "upgrade:nowhere",
  "downgrade:nowhere",
];

const asked: fc.Arbitrary<Asked> = fc
  .record({
    given: graphCases,
    targets: fc.array(fc.record({ form: fc.constantFrom(...forms), at: fc.nat(20) }), {
      minLength: 1,
      maxLength: 4,
      size: "max",
    }),
  })
  .map(({ given: { revisions, plans }, targets }) => ({
    revisions,
    plans: targets.map(({ form, at }) => ({
      op: form.replace("_", revisions[at % revisions.length]!.revision),
      rows: plans[0]?.rows ?? [],
    })),
  }));

test("what a command would do is what it does, error texts included", async () => {
  await assertAgreement(asked, 6_000, [alembic!], differences);
});

function differences(request: Asked, answer: Answer): readonly string[] {
  const graph = buildGraph(parseRequest(request));
  // A revision called `heads` is an error of its own (illegal-revision), and what Alembic walks to then depends on the walk.
  const isSymbol = [...graph.nodes.keys()].some((one) => /^(heads?|base)$/.test(one));
  if (answer.error || isSymbol || graph.cycles.length > 0) return [];
  return (answer.plans ?? []).flatMap((plan) => {
    // A blank in a name would be two words on a command line.
    if (/\s/.test(plan.op)) return [];
    const [name = "", target = ""] = [plan.op.split(":")[0], plan.op.split(":").slice(1).join(":")];
    const typed = name === "stamp!" ? `stamp --purge ${target}` : `${name} ${target}`;
    if (target === "" || target.includes(":")) return [];
    const told = foretell(graph, plan.rows, readTarget(typed));
    return isDone(told, plan)
      ? []
      : [`${typed} from ${JSON.stringify(plan.rows)}: ${JSON.stringify(told)}`];
  });
}

function isDone(told: CommandOutcome, done: PlanAnswer): boolean {
  switch (told.kind) {
    case "runs":
      return (
        done.error === null &&
        told.revisions.join() === done.steps!.join() &&
        told.rowsAfter.join() === done.rows_after!.join()
      );
    case "stamps":
      return done.error === null && told.rowsAfter.join() === done.rows_after!.join();
    case "never-ends":
      return done.error?.class === "NeverEnds";
    case "fails": {
      if (!done.error) return false;
      const { class: kind, message } = done.error;
      const says = [told.says, ...told.orElse];
      return [message, `${kind}: ${message}`, kind].some(
        (text) => text !== "" && says.includes(text),
      );
    }
    case "shows":
      return false;
  }
}
