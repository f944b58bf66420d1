// How a walk that Alembic ends with an exception is ended here, too.

import type { AlembicError, RevisionGraph } from "../model.ts";
import { alembicError } from "./alembic-error.ts";

/** Thrown inside the graph and the planner where Alembic throws; `catchFailures` hands it out as data. */
class AlembicFailure extends Error {
  readonly error: AlembicError;
  /** What Alembic may raise instead, where the order of a set decides between two exceptions. */
  readonly orElse: readonly AlembicError[];
  /** What `MultipleHeads` and `ResolutionError` are about. */
  readonly argument: string;

  constructor(error: AlembicError, argument = "", orElse: readonly AlembicError[] = []) {
    super(error.messages[0] ?? error.class);
    this.error = error;
    this.orElse = orElse;
    this.argument = argument;
  }
}

/** Fails with an exception of this class; several texts where the order of a set decides. */
export function fail(kind: string, ...messages: readonly string[]): never {
  throw new AlembicFailure(alembicError(kind, ...messages));
}

/** Fails with one of several exceptions; the order of a set decides which. */
export function failWithAny(error: AlembicError, ...orElse: readonly AlembicError[]): never {
  throw new AlembicFailure(error, "", orElse);
}

/** `ResolutionError`: a name that stands for nothing, or for several things. */
export function failToLocate(name: string): never {
  throw new AlembicFailure(alembicError("ResolutionError"), name);
}

/** `MultipleHeads`: one revision was asked for and there are several. */
export function failOnHeads(argument: string): never {
  throw new AlembicFailure(alembicError("MultipleHeads"), argument);
}

/** `assert`, which says nothing unless told to. */
export function assertAsAlembic(holds: boolean, message = ""): asserts holds {
  if (!holds) fail("AssertionError", message);
}

/** What a command says in its own words. */
export interface Wording {
  /** The argument typed, which `MultipleHeads` then names. */
  readonly end?: string;
  /** Instead of the text for several heads. */
  readonly multipleHeads?: string;
  /** For a target that is neither above nor below. */
  readonly ancestor?: string;
}

/** What came of something that may fail. */
export type Caught<T> =
  | { readonly value: T }
  | { readonly error: AlembicError; readonly orElse: readonly AlembicError[] };

/** `ScriptDirectory._catch_revision_errors`: the map's exceptions become `CommandError`s, those of loading it included. */
export function catchFailures<T>(
  { loadError }: RevisionGraph,
  run: () => T,
  wording: Wording = {},
): Caught<T> {
  if (loadError) return { error: asCommandError(loadError), orElse: [] };
  try {
    return { value: run() };
  } catch (failure) {
    if (!(failure instanceof AlembicFailure)) throw failure;
    return { error: wordError(failure, wording), orElse: failure.orElse };
  }
}

function wordError({ error, argument }: AlembicFailure, wording: Wording): AlembicError {
  switch (error.class) {
    case "MultipleHeads":
      return alembicError(
        "CommandError",
        wording.multipleHeads ?? multipleHeads(wording.end ?? argument),
      );
    case "ResolutionError":
      return alembicError("CommandError", `Can't locate revision identified by '${argument}'`);
    case "RangeNotAncestorError":
      return alembicError("CommandError", wording.ancestor ?? "");
    default:
      return asCommandError(error);
  }
}

function multipleHeads(argument: string): string {
  return (
    `Multiple head revisions are present for given argument '${argument}'; please specify a specific ` +
    `target revision, '<branchname>@${argument}' to narrow to a specific head, or 'heads' for all heads`
  );
}

const revisionErrors = new Set([
  "RevisionError",
  "CycleDetected",
  "DependencyCycleDetected",
  "LoopDetected",
  "DependencyLoopDetected",
]);

function asCommandError(error: AlembicError): AlembicError {
  return revisionErrors.has(error.class) ? { ...error, class: "CommandError" } : error;
}
