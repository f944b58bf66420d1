// Identifiers that Alembic refuses or misreads.

/** Words that mean something else on the command line and in `alembic_version`. */
export const symbols: ReadonlySet<string> = new Set(["head", "heads", "base", "current"]);

/** True for a revision that Alembic refuses to load or takes for something else. */
export function isIllegal(revision: string): boolean {
  return revision === "" || symbols.has(revision) || /[@:+-]/.test(revision);
}
