// Calls git for what waits for others: with an end to every wait, one more try where that helps, and not at all once a server stays silent.

import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Repository } from "./open-repository.ts";
import { GitFailed, type GitOptions } from "./run-git.ts";

/** How long a question may take: seconds in which hardly anything comes, and seconds altogether. */
interface Patience {
  readonly silent: number;
  readonly altogether: number;
}

const patience: Readonly<Record<string, Patience>> = {
  "ls-remote": { silent: 10, altogether: 20 },
  fetch: { silent: 30, altogether: 300 },
};
const usual: Patience = { silent: 30, altogether: 300 };

/** Silences after which a repository's servers are left alone for the rest of the run. */
const mostSilences = 2;
const silences = new WeakMap<Repository, number>();

const pause = 1000;

/** What a fetch may write. One commit of the largest repositories takes a part of that. */
const mostBytes = 4 * 2 ** 30;

/** What a call is given besides its arguments. */
type Words = Pick<GitOptions, "settings" | "input">;

/** Asks a remote something. Throws GitFailed, without a try where its servers were silent before. */
export async function talk(
  repository: Repository,
  args: readonly string[],
  words: Words,
): Promise<string> {
  try {
    return await ask(repository, args, words);
  } catch (error) {
    if (!(error instanceof GitFailed) || !isPassing(error)) throw error;
    await wait(pause);
    return ask(repository, args, words);
  }
}

async function ask(
  repository: Repository,
  args: readonly string[],
  { settings = [], ...input }: Words,
): Promise<string> {
  const [command = ""] = args;
  const { silent, altogether } = patience[command] ?? usual;
  if ((silences.get(repository) ?? 0) >= mostSilences)
    throw new GitFailed(command, 0, "fatal: the server gave no answer before");
  const options: GitOptions = {
    ...input,
    settings: [["http.lowSpeedTime", String(silent)], ...settings],
    seconds: altogether,
  };
  const growth = command === "fetch" ? watchGrowth(repository) : null;
  try {
    return await repository.git.text(args, growth ? { ...options, until: growth.signal } : options);
  } catch (error) {
    if (growth?.signal.aborted)
      throw new GitFailed(command, 0, `fatal: more than ${mostBytes / 2 ** 30} GB were sent`);
    if (error instanceof GitFailed && isSilence(error))
      silences.set(repository, (silences.get(repository) ?? 0) + 1);
    throw error;
  } finally {
    growth?.stop();
  }
}

function isSilence({ stderr }: GitFailed): boolean {
  return /Operation too slow|it was ended after/.test(stderr);
}

/** True for what may be otherwise a second later. */
function isPassing({ stderr }: GitFailed): boolean {
  return /returned error: 5\d\d|HTTP 5\d\d|early EOF|RPC failed|unexpected disconnect|[Cc]onnection reset|Empty reply|GnuTLS recv error|hung up/.test(
    stderr,
  );
}

/** Looks at the packs that git is writing, and aborts where they grow too large. */
function watchGrowth({ objects }: Repository): { readonly signal: AbortSignal; stop(): void } {
  const tooLarge = new AbortController();
  const timer = setInterval(() => {
    if (sizeOfNewPacks(join(objects, "pack")) > mostBytes) tooLarge.abort();
  }, 1000);
  return { signal: tooLarge.signal, stop: () => clearInterval(timer) };
}

function sizeOfNewPacks(folder: string): number {
  try {
    return readdirSync(folder)
      .filter((name) => name.startsWith("tmp_pack_"))
      .reduce(
        (sum, name) => sum + (statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0),
        0,
      );
  } catch {
    return 0;
  }
}
