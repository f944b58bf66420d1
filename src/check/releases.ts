// Every release stands for a database that has run all it holds.

import { revisionOf } from "../change/compare.ts";
import { buildGraph } from "../graph/build.ts";
import type {
  Change,
  ParsedFile,
  RevisionId,
  ScriptDirectorySnapshot,
  Snapshot,
  SourceFile,
} from "../model.ts";
import { code, codes } from "../text/sentence.ts";
import type { Deployed } from "./deployed.ts";

/** What one release holds of one script directory. */
export interface Release {
  readonly name: string;
  readonly revisions: ReadonlySet<RevisionId>;
  /** The rows that it leaves behind; none where Alembic cannot load it. */
  readonly rows: readonly RevisionId[];
}

/** The releases that hold the script directory of a change, the newest first. */
export function releasesOf(
  { directory, before, after }: Pick<Change, "directory" | "before" | "after">,
  releases: readonly Snapshot[],
  parse: (file: SourceFile) => ParsedFile,
): readonly Release[] {
  return releases.flatMap((release): Release[] => {
    const own = release.scriptDirectories.find(
      (one) => one.directory.name === directory.name && one.directory.section === directory.section,
    );
    const found = own ?? release.scriptDirectories.find((one) => sharesRevision(one));
    if (!found) return [];
    const graph = buildGraph(found.files.map(parse));
    return [
      {
        name: release.ref,
        revisions: new Set(graph.nodes.keys()),
        rows: graph.loadError === null ? graph.realHeads : [],
      },
    ];
  });

  function sharesRevision({ files }: ScriptDirectorySnapshot): boolean {
    return files.some((file) => {
      const revision = revisionOf(parse(file));
      return revision !== null && (before.nodes.has(revision) || after.nodes.has(revision));
    });
  }
}

/** One database for each set of rows that releases leave behind. */
export function databasesOf(releases: readonly Release[]): readonly Deployed[] {
  const alike = new Map<string, [Release, ...Release[]]>();
  for (const release of releases) {
    if (release.rows.length === 0) continue;
    const key = release.rows.join("\0");
    const group = alike.get(key);
    if (group) group.push(release);
    else alike.set(key, [release]);
  }
  return [...alike.values()].map(([first, ...others]) => {
    const more =
      others.length === 0
        ? ""
        : ` (so with ${codes(
            others.map(({ name }) => name),
            3,
          )})`;
    return {
      who: `A database of release ${code(first.name)}${more}`,
      rows: first.rows,
      has: first.revisions,
    };
  });
}

/** Of the revisions that only *after* has, those that a release holds: they are not new. By revision, who has it. */
export function heldByReleases(
  { before, after }: Pick<Change, "before" | "after">,
  releases: readonly Release[],
): ReadonlyMap<RevisionId, string> {
  const held = new Map<RevisionId, string>();
  for (const revision of after.nodes.keys()) {
    if (before.nodes.has(revision)) continue;
    const release = releases.find(({ revisions }) => revisions.has(revision));
    if (release) held.set(revision, `release ${code(release.name)} has it`);
  }
  return held;
}
