// Typed options and settings files → which repository, which state, which settings.

import { WrongUsage } from "../cannot-check.ts";
import { readLayers } from "../check/changed-settings.ts";
import { openRepository, type Repository } from "../git/open-repository.ts";
import { readSources } from "../git/read-texts.ts";
import type { AfterState } from "../git/wanted-states.ts";
import { layerOf, mergeSettings, type SettingsLayer, settingsFiles } from "../settings/merge.ts";
import type { Command, Option, Settings, Typed, TypedSettings } from "../settings.ts";

/** The options that say what is looked at: for every command that looks at scripts. */
export type Looking = Pick<Typed<"check">, "repo" | "at" | "staged" | "config" | "versions">;

/** Those and every option that is a setting. */
export type Asking = Looking & TypedSettings<"check">;

/** What a command was asked about. */
export interface Question {
  readonly repository: Repository;
  readonly state: AfterState;
  readonly settings: Settings;
  /** What was typed, which wins over every file. */
  readonly typed: SettingsLayer;
}

/** Opens the repository, names the state and joins the settings; what was typed wins over the settings files of that state. Throws CannotCheck and WrongUsage. */
export async function readQuestion(options: Asking): Promise<Question> {
  const repository = await openRepository(options.repo ?? process.cwd());
  return questionOf(repository, options, namedState(options));
}

/** The same for one state that is compared with nothing. A repository without a working tree is looked at as its HEAD has it. */
export async function readLook(options: Looking, repository: Repository): Promise<Question> {
  const state = namedState(options);
  const isBare = state.kind === "worktree" && !repository.hasWorkTree;
  return questionOf(repository, options, isBare ? { kind: "commit", ref: "HEAD" } : state);
}

async function questionOf(
  repository: Repository,
  options: Asking,
  state: AfterState,
): Promise<Question> {
  const typed = typedLayer(options);
  const files = await readSources(repository, state, settingsFiles);
  const settings = mergeSettings([typed, ...(await readLayers(files))]);
  return { repository, state, settings, typed };
}

function namedState(options: Asking): AfterState {
  const { at, staged } = options;
  if (at !== undefined && staged) {
    throw new WrongUsage("`--at` and `--staged` name two different changes; give one of them.");
  }
  if (at !== undefined) return { kind: "commit", ref: at };
  return { kind: staged ? "staged" : "worktree" };
}

/** What was typed, as the first layer of the settings. */
export function typedLayer(options: TypedSettings<Command>): SettingsLayer {
  const typed: Readonly<Record<string, unknown>> = options;
  const given = ({ commands, cliName, name }: Option) => commands && typed[cliName ?? name];
  return layerOf("the command line", given);
}
