// A state of the repository with planned files in the place of those that it has.

import type { ScriptDirectorySnapshot, Snapshot, SourceFile } from "../model.ts";
import { byCodePoint } from "../text/code-points.ts";
import type { PlannedFiles } from "./model.ts";

/** The snapshot as it would be read once the files are written. New files belong to the first directory whose version location they lie in. */
export function withFiles(snapshot: Snapshot, planned: PlannedFiles): Snapshot {
  const known = new Set(
    snapshot.scriptDirectories.flatMap(({ files }) => files.map(({ path }) => path)),
  );
  const fresh = [...planned].filter(([path, text]) => text !== null && !known.has(path));
  const scriptDirectories = snapshot.scriptDirectories.map((one) => {
    const own = fresh.filter(([path]) => isIn(one, path));
    return { ...one, files: filesOf(one.files, planned, own) };
  });
  return { ...snapshot, scriptDirectories };
}

function isIn({ directory }: ScriptDirectorySnapshot, path: string): boolean {
  return directory.versionLocations.some((one) => one === "." || path.startsWith(`${one}/`));
}

function filesOf(
  files: readonly SourceFile[],
  planned: PlannedFiles,
  fresh: readonly (readonly [string, string | null])[],
): readonly SourceFile[] {
  const kept = files.flatMap((file): readonly SourceFile[] => {
    const text = planned.get(file.path);
    if (text === undefined) return [file];
    return text === null ? [] : [textFile(file.path, text)];
  });
  if (fresh.length === 0) return kept;
  return [...kept, ...fresh.map(([path, text]) => textFile(path, text!))].sort((a, b) =>
    byCodePoint(a.path, b.path),
  );
}

function textFile(path: string, text: string): SourceFile {
  return { kind: "text", path, id: `planned ${text}`, text };
}
