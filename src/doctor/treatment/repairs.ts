// The repairs of a database, safest first. Each was planned to its end before it is offered.

import type { Diagnosis } from "../diagnosis/diagnosis.ts";
import type { Repair } from "../model.ts";
import { useOtherCode } from "./other-code.ts";
import { planTreatment } from "./plan-treatment.ts";
import { recordWhatRan } from "./record-what-ran.ts";
import { restoreMissing } from "./restore-missing.ts";
import { runSkipped } from "./run-skipped.ts";
import { separateTables } from "./separate-tables.ts";
import { joinHeads, upgradeHeads } from "./several-heads.ts";
import { takeBackHalf } from "./take-back-half.ts";
import { treatmentsOf } from "./treatments.ts";
import { upgradeBeforeSquash } from "./upgrade-before-squash.ts";

const mostRepairs = 2;

/**
 * At most two repairs. None where the configuration, duplicates or loops have to be mended first, or where nothing is
 * known of what the database has run.
 */
export function repairs(diagnosis: Diagnosis): readonly Repair[] {
  const { graph, problems } = diagnosis;
  const isFirst = ["broken-configuration", "duplicate-revision"];
  if (graph.cycles.length > 0 || problems.some(({ kind }) => isFirst.includes(kind))) return [];
  if (graph.loadError !== null) return restoreMissing(diagnosis).slice(0, mostRepairs);
  return [
    ...useOtherCode(diagnosis),
    ...upgradeBeforeSquash(diagnosis),
    ...[...treatmentsOf(diagnosis)].flatMap((one) => planTreatment(diagnosis, one) ?? []),
    ...[recordWhatRan(diagnosis) ?? [], takeBackHalf(diagnosis) ?? []].flat(),
    ...[runSkipped(diagnosis) ?? []].flat(),
    ...separateTables(diagnosis),
    ...upgradeHeads(diagnosis),
    ...joinHeads(diagnosis),
  ].slice(0, mostRepairs);
}
