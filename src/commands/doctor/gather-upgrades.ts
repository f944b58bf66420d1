// What the scripts make in the schema, read when it is asked for.

import type { Evidence } from "../../doctor/evidence/evidence.ts";
import type { RevisionId, UpgradeStep } from "../../model.ts";
import { readUpgrade } from "../../parse/upgrade.ts";
import type { GraphOfDirectory } from "../heads.ts";

/** Each script is read once. Of several databases, each has functions of its own: `upgrade_<bind>`. */
export function upgradesOf(
  { graph, texts }: GraphOfDirectory,
  bind: string | null,
): NonNullable<Evidence["upgradeOf"]> {
  const read = new Map<RevisionId, readonly UpgradeStep[]>();
  return (revision) => {
    const known = read.get(revision);
    if (known) return known;
    const path = graph.nodes.get(revision)?.script.path;
    const file = texts.find((one) => one.path === path);
    const text = file?.kind === "text" ? file.text : "";
    const isOwn = bind !== null && new RegExp(`^def upgrade_${bind}\\b`, "m").test(text);
    const steps = isOwn ? readUpgrade(text, `upgrade_${bind}`) : readUpgrade(text);
    read.set(revision, steps);
    return steps;
  };
}

/** Whether one command upgrades and stamps several databases, as Flask-Migrate's multidb does it. */
export function isShared({ texts }: GraphOfDirectory): boolean {
  return texts.some(
    (file) => file.kind === "text" && /\bglobals\(\)\[[^\]\n]{0,40}upgrade_/.test(file.text),
  );
}
