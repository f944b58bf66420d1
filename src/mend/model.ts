// The nouns of mending: what is planned, and what is left alone.

import type { Finding, Fix } from "../model.ts";

/** Path → the file's text once it is mended; null where it is taken away. */
export type PlannedFiles = ReadonlyMap<string, string | null>;

/** A finding that a repair is planned for. */
export interface Mended {
  readonly finding: Finding;
  readonly fix: Fix;
}

/** A finding that is left, and why, as a sentence. */
export interface Left {
  readonly finding: Finding;
  readonly why: string;
}

/** What is in the way of changing a file, as a sentence without a full stop; null where nothing is. `replaces`: all of it is replaced. */
export type Obstacle = (path: string, replaces: boolean) => string | null;

/** What a person asked for. */
export interface Wishes {
  /** Join heads rather than put one after the other. */
  readonly merge: boolean;
  /** Only findings of these rules, of whatever severity; none: what fails. */
  readonly rules: readonly string[];
  /** The day and time that a new script is given. */
  readonly now: Date;
}
