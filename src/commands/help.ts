// The texts of `--help`, written from the tables of settings.ts.

import { type Command, commands, optionsOf, placeholderOf } from "../settings.ts";

function overview(): string {
  const lines = Object.entries(commands).map(([name, words]) => {
    const usage = "argument" in words ? `${name} ${words.argument}` : name;
    return `  onehead ${usage.padEnd(16)} ${words.does}`;
  });
  return `onehead keeps the Alembic revision history of a repository walkable.

${lines.join("\n")}

  onehead <command> --help lists a command's options.

Exit codes: 0 nothing to fail on, 1 findings of severity error, 2 wrong usage, 3 could not check.
`;
}

/** The overview, or one command's options with their defaults. */
export function helpText(about: Command | null): string {
  if (about === null) return overview();
  const words = commands[about];
  const usage = "argument" in words ? `${about} ${words.argument}` : about;
  const options = optionsOf(about).flatMap((option) => {
    const placeholder = placeholderOf(option);
    return [
      `  --${option.cliName ?? option.name}${placeholder ? ` ${placeholder}` : ""}${option.repeatable ? "   (repeatable)" : ""}`,
      `      ${option.sentence}`,
      `      Default: ${option.default}.`,
    ];
  });
  const list = options.length > 0 ? `\n${options.join("\n")}\n` : "";
  const note = "note" in words ? `\n${words.note}\n` : "";
  return `onehead ${usage}: ${words.title}\n${list}${note}`;
}
