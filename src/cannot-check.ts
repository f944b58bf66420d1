// Trouble that is neither the scripts' fault nor a bug: it could not be looked at.

/** Thrown where a question cannot be answered (no git, no such ref, …). The message is for people and ends in a remedy; only the entries catch it. */
export class CannotCheck extends Error {
  override readonly name = "CannotCheck";
}

/** Thrown where the command line or a setting is wrong. The message names the option and the remedy; only the entries catch it. */
export class WrongUsage extends Error {
  override readonly name = "WrongUsage";
}
