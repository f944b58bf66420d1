// States of the repository → the scripts in them: configurations first, then what they lead to, then folders that none of them names.

import type { Snapshot, SourceFile } from "../model.ts";
import { listUnplaced, type Named, type Placement } from "../parse/config.ts";
import { byCodePoint } from "../text/code-points.ts";
import {
  type Discovered,
  discoverDirectories,
  listDirectory,
  realPathsOf,
  withFiles,
} from "./discover-directories.ts";
import { readLeftBehind } from "./left-behind.ts";
import type { Repository } from "./open-repository.ts";
import { placeLoose } from "./place-loose.ts";
import { readFiles, type State } from "./read-files.ts";

/** The scripts of one state. */
export type Scripts = Pick<
  Snapshot,
  "scriptDirectories" | "leftBehind" | "configProblems" | "configurations"
>;

/** What a target branch without such folders shows: that it has none. */
const nothing: Placement = {
  manners: new Map(),
  homes: new Map(),
  directories: [],
  nowhere: new Map(),
};

/** The files of one state that were read, by path. */
type Files = ReadonlyMap<string, SourceFile>;

/** Reads the scripts of some states, each blob once, with a number of processes that does not depend on how many scripts there are. `target` is the one of them that shows how the project works. */
export async function readScripts(
  repository: Repository,
  states: readonly (State | null)[],
  named: Named,
  target: State | null = null,
): Promise<readonly (Scripts | null)[]> {
  const present = states.filter((state) => state !== null);
  const discovered = await discoverDirectories(repository, present, named);
  const touched = new Set(present.flatMap(({ changed }) => [...changed]));
  const loose = discovered.map((one) => (named.versions.length > 0 ? [] : listLoose(one, touched)));
  const files = await readFiles(
    repository,
    discovered.map(({ state, links, directories }, i) => ({
      state,
      links,
      paths: [...new Set([...directories.flatMap(realPathsOf), ...loose[i]!])],
    })),
  );
  const earlier = discovered.findIndex(({ state }) => state === target);
  const isNamed = named.configs.length > 0;
  const place = (i: number, before: Placement | null) =>
    placeLoose(discovered[i]!, loose[i]!, files[i]!, before, isNamed);
  const first = earlier < 0 ? null : place(earlier, null);
  const scripts = await Promise.all(
    discovered.map(async (one, i) => {
      const placement = i === earlier ? first : place(i, first ?? (earlier < 0 ? null : nothing));
      return snapshotOf(repository, one, loose[i]!, files[i]!, placement);
    }),
  );
  if (target && states[0] && states[0] !== target) {
    const [now, before] = [present.indexOf(states[0]), earlier].map((i) => {
      return { discovered: discovered[i]!, directories: scripts[i]!.scriptDirectories };
    });
    const leftBehind = await readLeftBehind(repository, now!, before!);
    if (leftBehind.length > 0) scripts[0] = { ...scripts[0]!, leftBehind };
  }
  return states.map((state) => state && scripts[present.indexOf(state)]!);
}

/** What no script directory loads, by another name neither: where a link leads. */
function listLoose(
  { state, directories }: Discovered,
  touched: ReadonlySet<string>,
): readonly string[] {
  const loaded = new Set(directories.flatMap(realPathsOf));
  const known = directories.map(({ directory }) => directory);
  return listUnplaced(state.tree, known, touched).filter((path) => !loaded.has(path));
}

async function snapshotOf(
  repository: Repository,
  { state, links, directories, configProblems, configurations }: Discovered,
  loose: readonly string[],
  read: Files,
  placement: Placement | null,
): Promise<Scripts> {
  const listed =
    placement?.directories.map(
      (directory) =>
        directories.find((one) => one.directory === directory) ??
        listDirectory(state, links, directory),
    ) ?? directories;
  const late = listed.flatMap(realPathsOf).filter((path) => !read.has(path));
  const [more] =
    late.length === 0 ? [new Map()] : await readFiles(repository, [{ state, links, paths: late }]);
  const files: Files = new Map([...read, ...more!]);
  const lookedInto = new Set(loose);
  const scriptDirectories = listed.map((one) => {
    const nowhere = placement?.nowhere.get(one.directory.name) ?? [];
    // What was looked into and is no script is nothing that was ignored.
    const byName = one.ignored.filter(({ path }) => !lookedInto.has(path));
    const ignored = [...byName, ...nowhere].sort((a, b) => byCodePoint(a.path, b.path));
    return { ...withFiles(one, files), ignored };
  });
  return { scriptDirectories, configProblems, configurations };
}
