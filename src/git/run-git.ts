// Calls git, and nothing but git: which environment it gets, what counts as failure.

import { GitError, simpleGit } from "simple-git";
import { CannotCheck } from "../cannot-check.ts";

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
  /** Variables for this one call. */
  readonly environment?: Readonly<Record<string, string>>;
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
const ours = /^GIT_(TERMINAL_PROMPT|INDEX_FILE|OPTIONAL_LOCKS|CONFIG_(COUNT|KEY_\d|VALUE_\d))$/;

/** The variables that give git these settings, each a name and a value, for one call. */
export function configured(
  settings: readonly (readonly [string, string])[],
): Record<string, string> {
  const variables = settings.flatMap(([name, value], i) => [
    [`GIT_CONFIG_KEY_${i}`, name],
    [`GIT_CONFIG_VALUE_${i}`, value],
  ]);
  return Object.fromEntries([["GIT_CONFIG_COUNT", String(settings.length)], ...variables]);
}

/** Git for a directory, with further variables for every call. */
export function gitIn(directory: string, environment: Readonly<Record<string, string>> = {}): Git {
  const common = { ...ambient(), ...environment };

  const start = (options: GitOptions = {}) => {
    const { input } = options;
    const variables = { ...common, ...options.environment };
    const git = simpleGit({
      baseDir: directory,
      // An early "exit" must not cut off output that is still in the pipe.
      completion: { onClose: true, onExit: false },
      allowEnvironment: Object.keys(variables).filter(
        (name) => inherited.includes(name) || ours.test(name),
      ),
      unsafe: { allowUnsafeSshCommand: true, allowUnsafeConfigEnvCount: true },
      errors: (_error, { exitCode, stdErr }) =>
        exitCode === 0 ? undefined : new Failure(exitCode, Buffer.concat(stdErr).toString()),
      ...(input === undefined ? {} : { input: () => input }),
    }).env(variables);
    // simple-git waits 50 ms more for the output of a process that printed nothing.
    return git.outputHandler((_command, stdout) => {
      stdout.once("end", () => stdout.emit("data", Buffer.alloc(0)));
    });
  };

  const orFail = (command: string) => (error: unknown) => {
    throw error instanceof Failure ? new GitFailed(command, error.exitCode, error.message) : error;
  };

  return {
    directory,
    text: (args, options) =>
      start(options)
        .raw([...args])
        .catch(orFail(args[0] ?? "")),
    catFile: (args, input) =>
      start({ input })
        .binaryCatFile([...args])
        .catch(orFail("cat-file")),
  };
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
