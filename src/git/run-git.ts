// Calls git, and nothing but git: which environment it gets, what counts as failure.

import { GitError, simpleGit } from "simple-git";
import { CannotCheck } from "../cannot-check.ts";
import { atEnd, endLeftovers } from "../system/lifetime.ts";
import { decodeNames } from "./decode-names.ts";
import { type GitSetting, harmlessSettings, settingVariables } from "./harmless-settings.ts";

/** More text than this no repository needs; a server that talks without end does. */
const mostBytes = 1 << 29;

/** Runs git in one directory. Arguments are never taken from outside unchecked: names go through resolve-refs.ts. */
export interface Git {
  readonly directory: string;
  /** What git printed, as UTF-8. Throws GitFailed for every exit code but 0. */
  text(args: readonly string[], options?: GitOptions): Promise<string>;
  /** The bytes that `git cat-file <args>` printed. */
  catFile(args: readonly string[], input: string): Promise<Buffer>;
}

export interface GitOptions {
  /** For standard input; never empty, since git would wait for it. */
  readonly input?: string;
  /** Settings for this one call. */
  readonly settings?: readonly GitSetting[];
  /** Ends git after so many seconds: for what waits for others. */
  readonly seconds?: number;
  /** Ends git when it is aborted. */
  readonly until?: AbortSignal;
}

/** Git ended with another exit code than 0, or could not be started. Where nobody knows better, it is a reason why nothing could be checked. */
export class GitFailed extends CannotCheck {
  readonly exitCode: number;
  /** What git wrote to standard error. */
  readonly stderr: string;
  /** The line of it that tells most. */
  readonly said: string;

  constructor(command: string, exitCode: number, stderr: string) {
    const lines = stderr.trim().split("\n");
    const said =
      lines.find((line) => line.startsWith("fatal: ")) ?? (lines[0] || `exit code ${exitCode}`);
    super(
      `\`git ${command}\` failed: ${said}. Look at the repository with \`git fsck\`, then run the command again.`,
    );
    this.exitCode = exitCode;
    this.stderr = stderr;
    this.said = said;
  }

  get isGitMissing(): boolean {
    return /^Error: spawn git (ENOENT|EACCES)/.test(this.stderr);
  }
}

/** What simple-git lets through of a failed process. */
class Failure extends GitError {
  readonly exitCode: number;

  constructor(exitCode: number, stderr: string) {
    super(undefined, stderr);
    this.exitCode = exitCode;
  }
}

/** Variables of git that are the user's to set. All others (GIT_DIR, EDITOR, …) would lead git elsewhere, or have it start programs. */
const inherited = ["GIT_SSL_CAINFO", "GIT_SSL_CAPATH", "GIT_SSH_COMMAND"];

/** Variables this program sets by itself. */
const ours = /^GIT_(TERMINAL_PROMPT|INDEX_FILE|OPTIONAL_LOCKS|CONFIG_(COUNT|KEY_\d+|VALUE_\d+))$/;

/** What simple-git refuses by itself: here these names only take something away from git. */
const unsafe = {
  allowUnsafeSshCommand: true,
  allowUnsafeConfigEnvCount: true,
  allowUnsafeFsMonitor: true,
  allowUnsafeHooksPath: true,
  allowUnsafeAskPass: true,
  allowUnsafeProtocolOverride: true,
} as const;

/** Git for a directory, with further variables and settings for every call. */
export function gitIn(
  directory: string,
  environment: Readonly<Record<string, string>> = {},
  settings: readonly GitSetting[] = [],
): Git {
  const common = { ...ambient(), ...environment };

  const start = (command: string, options: GitOptions = {}) => {
    const { input } = options;
    const all = [...harmlessSettings, ...settings, ...(options.settings ?? [])];
    const variables = { ...common, ...settingVariables(all) };
    const ending = new AbortController();
    const ends = [atEnd, ending.signal, ...(options.until ? [options.until] : [])];
    if (options.seconds) ends.push(AbortSignal.timeout(options.seconds * 1000));
    const abort = AbortSignal.any(ends);
    const printed: Buffer[] = [];
    let bytes = 0;
    const git = simpleGit({
      baseDir: directory,
      abort,
      // An early "exit" must not cut off output that is still in the pipe.
      completion: { onClose: true, onExit: false },
      allowEnvironment: Object.keys(variables).filter(
        (name) => inherited.includes(name) || ours.test(name),
      ),
      unsafe,
      errors: (_error, { exitCode, stdErr }) =>
        exitCode === 0 ? undefined : new Failure(exitCode, Buffer.concat(stdErr).toString()),
      ...(input === undefined ? {} : { input: () => input }),
    }).env(variables);
    git.outputHandler((_command, stdout) => {
      stdout.on("data", (chunk: Buffer) => {
        printed.push(chunk);
        bytes += chunk.length;
        if (bytes > mostBytes) ending.abort();
      });
      // simple-git waits 50 ms more for the output of a process that printed nothing.
      stdout.once("end", () => stdout.emit("data", Buffer.alloc(0)));
    });
    const orFail = (error: unknown) => {
      if (error instanceof Failure) throw new GitFailed(command, error.exitCode, error.message);
      if (!abort.aborted) throw error;
      endLeftovers();
      throw new GitFailed(command, 0, whyAborted(options, ending.signal.aborted));
    };
    return { git, printed, orFail };
  };

  return {
    directory,
    async text(args, options) {
      const { git, printed, orFail } = start(args[0] ?? "", options);
      await git.raw([...args]).catch(orFail);
      return decodeNames(Buffer.concat(printed));
    },
    catFile(args, input) {
      const { git, orFail } = start("cat-file", { input });
      return git.binaryCatFile([...args]).catch(orFail);
    },
  };
}

function whyAborted({ seconds }: GitOptions, isTooMuch: boolean): string {
  if (isTooMuch) return "fatal: more than 512 MB were sent";
  return `fatal: it was ended after ${seconds ?? 0} seconds`;
}

/** Our own environment without what simple-git guards, in plain English and without prompts. */
function ambient(): Record<string, string> {
  const guarded = /^(GIT_.*|EDITOR|VISUAL|PAGER|PREFIX|SSH_ASKPASS)$/i;
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (value !== undefined && (!guarded.test(name) || inherited.includes(name)))
      kept[name] = value;
  }
  return { ...kept, LC_ALL: "C", GIT_TERMINAL_PROMPT: "0", GIT_OPTIONAL_LOCKS: "0" };
}
