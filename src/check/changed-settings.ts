// Settings files of both states → whose settings count, what the change does to them, and the finding that tells it.

import { WrongUsage } from "../cannot-check.ts";
import type { Finding, Location, SettingsChange, SourceFile, Verdict } from "../model.ts";
import { parseSettingsFile } from "../parse/settings.ts";
import { changedSettings, settingsProblems } from "../rules/changed-settings.ts";
import { type RuleSettings, toFinding } from "../rules/run.ts";
import { mergeSettings, type SettingsLayer, settingsFiles } from "../settings/merge.ts";
import type { Settings } from "../settings.ts";
import { compareSettings } from "./compare-settings.ts";

/** The settings files of one state, by path. */
export type SettingsFiles = ReadonlyMap<string, SourceFile>;

/** What the settings files of one state say, the one that wins first. Throws WrongUsage for a file that cannot be read. */
export async function readLayers(files: SettingsFiles): Promise<readonly SettingsLayer[]> {
  const layers: SettingsLayer[] = [];
  for (const path of settingsFiles) {
    const file = files.get(path);
    const source = `\`${path}\``;
    if (file?.kind === "text") {
      layers.push({ source, isFile: true, values: await parseSettingsFile(path, file.text) });
    } else if (file && path === ownFile) {
      throw new WrongUsage(`${source} cannot be read: ${file.reason}. Mend the file.`);
    }
  }
  return layers;
}

/** Of the files that may hold settings the one that holds nothing else. */
const [ownFile] = settingsFiles;

/** Settings that were read, and whether a file sets any; or why they could not be read. */
type Read = { readonly settings: Settings; readonly isSet: boolean } | { readonly broken: string };

/** What was given outside the files, which wins, joined with the files of one state. Throws WrongUsage only for what was given. */
async function tryToRead(given: SettingsLayer, files: SettingsFiles): Promise<Read> {
  mergeSettings([given]);
  try {
    const layers = await readLayers(files);
    const isSet = layers.some(({ values }) => Object.keys(values).length > 0);
    return { settings: mergeSettings([given, ...layers]), isSet };
  } catch (error) {
    if (!(error instanceof WrongUsage)) throw error;
    return { broken: error.message };
  }
}

/** The settings files of both states; those of *before* are the target branch's. */
export interface BothFiles {
  readonly before: SettingsFiles;
  readonly after: SettingsFiles;
}

/** The settings that a change is judged by, the target branch's. Where those cannot be read and the change mends them, only what was given counts. Throws WrongUsage where it does not. */
export async function settingsToJudgeBy(
  given: SettingsLayer,
  target: () => Promise<SettingsFiles>,
  change: () => Promise<SettingsFiles>,
): Promise<Settings> {
  const read = await tryToRead(given, await target());
  if ("settings" in read) return read.settings;
  if ("broken" in (await tryToRead(given, await change()))) throw new WrongUsage(read.broken);
  return mergeSettings([given]);
}

/** The target branch's settings; where they cannot be read, what was given alone. */
export async function settingsOfTarget(
  { before }: BothFiles,
  given: SettingsLayer,
): Promise<Settings> {
  const read = await tryToRead(given, before);
  return "settings" in read ? read.settings : mergeSettings([given]);
}

/** What the change does to the settings; null where it does nothing to them. */
export async function settingsChange(
  files: BothFiles,
  given: SettingsLayer,
  judgedBy: SettingsChange["judgedBy"],
): Promise<SettingsChange | null> {
  const [before, after] = [
    await tryToRead(given, files.before),
    await tryToRead(given, files.after),
  ];
  const old = await settingsOfTarget(files, given);
  const differences = "settings" in after ? compareSettings(old, after.settings) : [];
  const broken = "broken" in after && !("broken" in before) ? after.broken : null;
  if (differences.length === 0 && broken === null) return null;
  const had = "broken" in before ? "broken" : before.isSet ? "settings" : "nothing";
  const at = placeOf(files, differences[0]?.name ?? null);
  return { at, differences, had, judgedBy, verdictOfTarget: null, broken };
}

/** The line that sets an option, in the file that the change brings or edits for it. */
function placeOf({ before, after }: BothFiles, name: string | null): Location {
  const touched = settingsFiles
    .filter((path) => before.get(path)?.id !== after.get(path)?.id)
    .map((path) => ({ path, line: lineOf(after.get(path), name) }));
  const { path, line } = touched.find((one) => one.line > 0) ??
    touched.find((one) => after.has(one.path)) ??
    touched[0] ?? { path: settingsFiles[0], line: 1 };
  const at = Math.max(1, line);
  return { path, line: at, column: 1, endLine: at, endColumn: 1 };
}

/** 0 where the file does not set it. */
function lineOf(file: SourceFile | undefined, name: string | null): number {
  if (file?.kind !== "text" || name === null) return 0;
  const sets = new RegExp(`(?:^|[\\s{,."'])${name}["']?\\s*[:=]`);
  return file.text.split(/\r\n|\r|\n/).findIndex((text) => sets.test(text)) + 1;
}

/** The finding of a change of settings; `verdict` is that of the run without it. */
export function settingsFinding(
  change: SettingsChange,
  verdict: Verdict,
  settings: RuleSettings,
): readonly Finding[] {
  const verdictOfTarget = change.judgedBy === "target" ? verdict : change.verdictOfTarget;
  const problems = settingsProblems({ ...change, verdictOfTarget });
  return problems.map((problem) => toFinding(changedSettings, problem, "", settings));
}
