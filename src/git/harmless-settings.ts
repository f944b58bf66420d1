// Settings that every git gets here, stronger than any file: nothing that a repository holds starts a program or leads a request elsewhere.

/** A setting of git and its value. */
export type GitSetting = readonly [name: string, value: string];

/** Protocols that start no program of a repository's choice. */
const protocols = ["https", "http", "ssh", "git", "file"];

/** What each of them stops is in docs/decisions, "What git may do". */
export const harmlessSettings: readonly GitSetting[] = [
  ["safe.bareRepository", "explicit"],
  ["core.fsmonitor", "false"],
  ["core.hooksPath", "/dev/null"],
  ["core.askPass", ""],
  ["core.useReplaceRefs", "false"],
  ["log.showSignature", "false"],
  ["submodule.recurse", "false"],
  ["fetch.recurseSubmodules", "false"],
  ["maintenance.auto", "false"],
  ["gc.auto", "0"],
  ["transfer.bundleURI", "false"],
  ["protocol.allow", "never"],
  ...protocols.map((name): GitSetting => [`protocol.${name}.allow`, "always"]),
  ["protocol.ext.allow", "never"],
  ["http.followRedirects", "false"],
  ["http.lowSpeedLimit", "1000"],
  ["http.lowSpeedTime", "30"],
];

/** Said to whatever compares trees: else `.gitmodules` is asked, which the change may have written, and git ends at a line of it or leaves changes out. */
export const submodulesToo: readonly string[] = ["--ignore-submodules=none"];

/** The variables that give git these settings for one call. */
export function settingVariables(settings: readonly GitSetting[]): Record<string, string> {
  const variables = settings.flatMap(([name, value], i) => [
    [`GIT_CONFIG_KEY_${i}`, name],
    [`GIT_CONFIG_VALUE_${i}`, value],
  ]);
  return Object.fromEntries([["GIT_CONFIG_COUNT", String(settings.length)], ...variables]);
}
