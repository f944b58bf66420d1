// Typed options and settings files → which repository, which state, which settings.

import { WrongUsage } from "../cannot-check.ts";
import { openRepository, type Repository } from "../git/open-repository.ts";
import { readTexts } from "../git/read-texts.ts";
import type { AfterState } from "../git/wanted-states.ts";
import { parseSettingsFile } from "../parse/settings.ts";
import { mergeSettings, type Settings, type SettingsLayer, settingsFiles } from "../settings.ts";
import type { TypedOptions } from "./arguments.ts";
import { text } from "./options.ts";

/** What a command was asked about. */
export interface Question {
  readonly repository: Repository;
  readonly state: AfterState;
  readonly settings: Settings;
}

/** Opens the repository, names the state and joins the settings; what was typed wins over the settings files of that state. Throws CannotCheck and WrongUsage. */
export async function readQuestion(options: TypedOptions): Promise<Question> {
  const repository = await openRepository(text(options, "repo") ?? process.cwd());
  const state = namedState(options);
  const settings = mergeSettings([
    typedLayer(options),
    ...(await settingsLayers(repository, state)),
  ]);
  return { repository, state, settings };
}

function namedState(options: TypedOptions): AfterState {
  const at = text(options, "at");
  if (at !== undefined && options["staged"]) {
    throw new WrongUsage("`--at` and `--staged` name two different changes; give one of them.");
  }
  if (at !== undefined) return { kind: "commit", ref: at };
  return { kind: options["staged"] ? "staged" : "worktree" };
}

/** What was typed, as the first layer of the settings. */
export function typedLayer({ rule, ...options }: TypedOptions): SettingsLayer {
  const named = ["against", "config", "versions", "released", "max-heads", "on-empty"];
  const values = Object.fromEntries(named.map((name) => [name, options[name]]));
  return { source: "the command line", values: { ...values, rules: rule } };
}

/** The settings files of one state of the repository. */
export async function settingsLayers(
  repository: Repository,
  state: AfterState,
): Promise<readonly SettingsLayer[]> {
  return layersOf(await readTexts(repository, state, settingsFiles));
}

/** Settings files, by their paths, as layers. */
export async function layersOf(
  texts: ReadonlyMap<string, string>,
): Promise<readonly SettingsLayer[]> {
  const present = settingsFiles.filter((path) => texts.has(path));
  return Promise.all(
    present.map(async (path) => ({
      source: `\`${path}\``,
      isFile: true as const,
      values: await parseSettingsFile(path, texts.get(path)!),
    })),
  );
}
