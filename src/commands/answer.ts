// What a command hands back to the entry.

/** The text of a result, where it goes, and the exit code of contract section 4. */
export interface Answer {
  readonly output: string;
  readonly exitCode: 0 | 1 | 2 | 3;
  /** Trouble that is told beside the result, on standard error. */
  readonly notes?: readonly string[];
  /** A file to write instead of standard output. */
  readonly file?: string | undefined;
}
