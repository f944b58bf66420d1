// Paths that hold scripts which nobody deploys: what tests and templates are made of, and what was put away.

const ofTests =
  /^(?:tests?|testing|test[-_].*|.*[-_]tests?|fixtures?|testdata|templates?|.*cookiecutter.*)$/i;
const ofOthers = /^(?:node_modules|site-packages|\.?venv|vendor)$/i;
const putAway =
  /^(?:old|legacy|archived?|archives|backups?|bak|deprecated|obsolete|disabled|attic|squashed)$|[-_](?:old|legacy|archived?|backup|bak)$/i;

/** True for a directory of tests, of a project template, or of other people's code, and for everything in one. */
export function isFixture(directory: string): boolean {
  return parts(directory).some((part) => ofTests.test(part) || ofOthers.test(part));
}

/** True for a directory whose name says that nothing in it is in use any more. */
export function isPutAway(directory: string): boolean {
  return parts(directory).some((part) => putAway.test(part));
}

function parts(directory: string): readonly string[] {
  return directory === "" ? [] : directory.split("/");
}
