// Names that no script here has and that other packages may hold: a setting says so, or the target branch shows it.

import { guess } from "../advice/did-you-mean.ts";
import type { Change, Problem, Unresolved } from "../model.ts";
import { code, codes, count } from "../text/sentence.ts";

/** Tells names of other packages from mistakes. Only a setting vouches for a down revision; for a dependency the target branch does, if it has such already and no revision here is close to the name. */
export function isExternal(change: Change): (unresolved: Unresolved) => boolean {
  const { before, after, external = [], lost } = change;
  const patterns = external.map(toPattern);
  const had = new Set(
    before.unresolved.flatMap(({ from, missing }) =>
      from === "depends_on" ? [missing.value] : [],
    ),
  );
  return ({ script, missing, from }) => {
    const { value } = missing;
    if (patterns.some((one) => one.test(value))) return true;
    if (from !== "depends_on" || had.size === 0) return false;
    if (had.has(value)) return true;
    return !lost.has(value) && guess(after, script.revision.value, value) === null;
  };
}

function toPattern(text: string): RegExp {
  const parts = text.split(/\*+/).map((part) => part.replace(/[\\^$.+?()[\]{}|]/g, "\\$&"));
  return new RegExp(`^${parts.join("[^]*")}$`);
}

/** One notice for all of them. */
export function* summarise(external: readonly Unresolved[]): Iterable<Problem> {
  const [first] = external;
  if (!first) return;
  const names = new Set(external.map(({ missing }) => missing.value));
  const scripts = new Set(external.map(({ script }) => script.path)).size;
  yield {
    at: first.missing.at,
    revision: null,
    severity: "notice",
    what: `${count(scripts, "script")} ${scripts === 1 ? "names" : "name"} ${codes(names, 5)}, which other packages are taken to hold.`,
    why: "They load where those packages are loaded beside them, and nowhere else. The `external` setting and the target branch say which names are meant.",
    alembicSays: null,
    fixes: [],
    key: `external ${[...names].sort().join(" ")}`,
  };
}

/** How to say that a name is meant. */
export function sayExternal({ directory }: Change, name: string): string {
  const where =
    directory.name === "." ? "" : `, for ${code(directory.name)} alone under \`directories\``;
  return `Meant, since another package holds it? The setting \`external: ${name}\`${where} lets it pass.`;
}

/** Why a directory without a program of its own may stand beside others; null for every other. */
export function besideOthers({ directory }: Change): string | null {
  if (!directory.isGuest) return null;
  return `no \`env.py\` belongs to ${code(directory.name)}, so the program that runs it may load other packages' scripts beside it`;
}
