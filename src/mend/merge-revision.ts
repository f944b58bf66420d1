// A merge revision as a file, without Python.

import { mergeMessage } from "../advice/commands.ts";
import { freshFor } from "../advice/fresh-revision.ts";
import type { Change, RevisionId } from "../model.ts";
import { folderOf, join } from "../text/paths.ts";
import { fileNameOf } from "./file-name.ts";
import { defaultTemplate, fillTemplate } from "./template.ts";

/** A file to write. */
export interface NewFile {
  readonly path: string;
  readonly text: string;
}

/** The script that joins these heads, from the directory's own template where that is plain; null where its file cannot be named. */
export function mergeRevision(
  change: Change,
  heads: readonly RevisionId[],
  template: string | null,
  now: Date,
): NewFile | null {
  const { directory, after } = change;
  const revision = freshFor(change, [directory.name, ...heads].join("\0"));
  // A name in a docstring that could end it is not repeated there.
  const isPlain = heads.every((head) => /^[\w.]+$/.test(head));
  const message = isPlain ? mergeMessage(heads) : `merge ${heads.length} heads`;
  const name = fileNameOf(directory, revision, message, now);
  const [first] = heads.flatMap((head) => after.nodes.get(head)?.script.path ?? []);
  const [location, ...others] = directory.versionLocations;
  const folder = others.length > 0 && first !== undefined ? folderOf(first) : location;
  if (name === null || folder === undefined) return null;
  const path = join(folder, name)!;
  if (after.files.some((file) => file.path === path)) return null;
  const script = { message, revision, follows: heads, created: printDate(now) };
  const text =
    (template === null ? null : fillTemplate(template, script)) ??
    fillTemplate(defaultTemplate, script)!;
  return { path, text };
}

/** As Python prints a datetime. */
function printDate(now: Date): string {
  const two = (number: number) => String(number).padStart(2, "0");
  const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  const time = [now.getHours(), now.getMinutes(), now.getSeconds()].map(two).join(":");
  return `${day} ${time}.${String(now.getMilliseconds()).padStart(3, "0")}000`;
}
