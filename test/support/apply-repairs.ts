// Does to a change what its findings propose, as a reader who pastes the first repair of each.

import type { Finding, Step } from "../../src/model.ts";

type Files = Readonly<Record<string, string>>;

/** The files after the first repair of every error, all its steps. `elsewhere` is what `git checkout` can bring, `target` what `git merge` brings. */
export function applyRepairs(
  files: Files,
  findings: readonly Finding[],
  elsewhere: Files,
  target: Files,
): Files {
  const steps = findings
    .filter(({ severity }) => severity === "error")
    .flatMap(({ fixes: [first] }) => first?.steps ?? []);
  const mended = new Map(Object.entries(files));
  for (const [path, text] of mended) mended.set(path, applyEdits(path, text, steps));
  for (const step of steps)
    if (step.kind === "run") applyCommand(step.command, mended, elsewhere, target);
  return Object.fromEntries(mended);
}

/** The edits of one file, from its end to its beginning, so that their places stay true. */
function applyEdits(path: string, text: string, steps: readonly Step[]): string {
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  const offset = (line: number, column: number) => starts[line - 1]! + column - 1;
  const edits = steps
    .flatMap((step) => (step.kind === "edit" && step.at.path === path ? [step] : []))
    .map(({ at, to }) => ({
      from: offset(at.line, at.column),
      until: offset(at.endLine, at.endColumn),
      to,
    }))
    .sort((a, b) => b.from - a.from);
  return edits.reduce(
    (mended, { from, until, to }) => mended.slice(0, from) + to + mended.slice(until),
    text,
  );
}

function applyCommand(
  command: string,
  files: Map<string, string>,
  elsewhere: Files,
  target: Files,
): void {
  const [program, name, ...words] = command.split(" ");
  if (program === "git" && name === "checkout") {
    for (const path of words.slice(2)) files.set(path, elsewhere[path]!);
  } else if (program === "git" && name === "mv") {
    files.set(words[1]!, files.get(words[0]!)!);
    files.delete(words[0]!);
  } else if (program === "git" && name === "merge") {
    for (const [path, text] of Object.entries(target)) if (!files.has(path)) files.set(path, text);
  } else if (/ merge -m ".*" /.test(command)) {
    const heads = command.slice(command.lastIndexOf('" ') + 2).split(" ");
    files.set(
      "migrations/versions/merged.py",
      `revision = "merged"\ndown_revision = ${JSON.stringify(heads)}\n\n\ndef upgrade():\n    pass\n\n\ndef downgrade():\n    pass\n`,
    );
  } else throw new Error(`no test plays \`${command}\``);
}
