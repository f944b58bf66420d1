// The doctor's whole answer: diagnosis, repairs, and what cannot be known.

import { version } from "../version.ts";
import { diagnose } from "./diagnosis/diagnose.ts";
import { type Diagnosis, isHarmless, isOpen } from "./diagnosis/diagnosis.ts";
import { type Command, foretell } from "./diagnosis/foretell.ts";
import type { Evidence } from "./evidence/evidence.ts";
import type { DoctorReport } from "./model.ts";
import { summarise } from "./summarise.ts";
import { repairs } from "./treatment/repairs.ts";
import { whatNobodyKnows } from "./what-nobody-knows.ts";

/** Examines one database, and what a command would do with it where one is asked about. */
export function examine(evidence: Evidence, asked: Command | null = null): DoctorReport {
  const diagnosis = diagnose(evidence);
  const { directory, graph, state, table, rows, problems, stories } = diagnosis;
  const target = asked && foretellTarget(diagnosis, asked);
  const verdict = judge(diagnosis, target);
  return {
    schemaVersion: 1,
    tool: { name: "onehead", version },
    verdict,
    scripts: {
      ref: state.ref,
      commit: state.commit,
      scriptDirectory: directory.name,
      config: directory.config,
      heads: graph.heads,
    },
    table: {
      name: table.name,
      schema: table.schema,
      kind: diagnosis.dialect,
      isMissing: table.isMissing,
      source: table.source,
      rows: rows.ids,
      rowsAre: rows.kind,
    },
    summary: summarise(diagnosis, verdict),
    problems,
    alembic: {
      upgradeHeads: diagnosis.upgradeHeads,
      upgradeHead: diagnosis.upgradeHead,
      current: diagnosis.current,
      target,
    },
    lost: stories,
    repairs: repairs(diagnosis),
    unknown: [...whatNobodyKnows(diagnosis)],
  };
}

type Target = DoctorReport["alembic"]["target"];

/** Further rows may change what any command does. */
function foretellTarget({ graph, rows }: Diagnosis, asked: Command): Target {
  const isSure = rows.kind === "all" || graph.loadError !== null;
  return { command: asked.typed, outcome: isSure ? foretell(graph, rows.ids, asked) : null };
}

/** Works: `upgrade heads` goes through, and leaves rows with which the next one does too; so does the command that was asked about. */
function judge(
  { rows, problems, upgradeHead, configProblems }: Diagnosis,
  target: Target,
): DoctorReport["verdict"] {
  if (problems.some((problem) => !isHarmless(problem) && !isOpen(problem))) return "fails";
  if (target?.outcome?.kind === "fails" || target?.outcome?.kind === "never-ends") return "fails";
  if (configProblems.length > 0 || problems.some(isOpen)) return "unknown";
  if (rows.kind === "all") return "works";
  return upgradeHead?.kind === "fails" ? "fails" : "unknown";
}
