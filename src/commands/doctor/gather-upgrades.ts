// What the scripts make in the schema, read when it is asked for.

import type { Evidence } from "../../doctor/evidence/evidence.ts";
import type { RevisionId, UpgradeStep } from "../../model.ts";
import { readUpgrade } from "../../parse/upgrade.ts";
import type { GraphOfDirectory } from "../heads.ts";

/** Each script is read once. */
export function upgradesOf({ graph, texts }: GraphOfDirectory): NonNullable<Evidence["upgradeOf"]> {
  const read = new Map<RevisionId, readonly UpgradeStep[]>();
  return (revision) => {
    const known = read.get(revision);
    if (known) return known;
    const path = graph.nodes.get(revision)?.script.path;
    const file = texts.find((one) => one.path === path);
    const steps = file?.kind === "text" ? readUpgrade(file.text) : [];
    read.set(revision, steps);
    return steps;
  };
}
