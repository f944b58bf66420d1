// The texts of `--help`, written from settings.ts.

import { optionsOf } from "../settings.ts";
import type { Topic } from "./arguments.ts";

const overview = `onehead keeps the Alembic revision history of a repository walkable.

  onehead check            compare a change with its target branch and judge it (the default)
  onehead heads            the heads of each script directory
  onehead graph            the revision graph as text, mermaid, dot or json
  onehead replay           check the past: what would it have said on the last changes here?
  onehead doctor           why a database does not upgrade, and what mends it
  onehead explain <rule>   what a rule reports, why, and how to mend it
  onehead demo             build a small repository with a broken pull request and check it

  onehead <command> --help lists a command's options.

Exit codes: 0 nothing to fail on, 1 findings of severity error, 2 wrong usage, 3 could not check.
`;

const titles: Readonly<Record<Topic, string>> = {
  check:
    "onehead check: compare the working tree (or --at, --staged) with the target branch and judge the change.",
  heads: "onehead heads: the heads of each script directory.",
  graph: "onehead graph: the revision graph of each script directory.",
  replay:
    "onehead replay: check the last changes to scripts that a branch got, each as the action would have.\nExit codes: 0 it could look, 2 wrong usage, 3 it could not.",
  doctor:
    "onehead doctor: why a database does not upgrade, and what mends it. Needs --rows, --database or --error.\nIt writes nothing, neither to a database nor to the repository.\nExit codes: 0 `alembic upgrade heads` would work, 1 it would not, 2 wrong usage, 3 could not look.",
  explain:
    "onehead explain <rule>: what a rule reports, why, and how to mend it.\n`onehead explain` alone lists the rules.",
  demo: "onehead demo: build a small repository with a broken pull request in a temporary folder, check it and remove it.\nThe exit code is 0: the findings are the point.",
};

/** The overview, or one command's options with their defaults. */
export function helpText(about: Topic | null): string {
  if (about === null) return overview;
  if (about === "explain") return `${titles.explain}\n`;
  const lines = optionsOf(about).flatMap(
    ({ name, cliName, value, sentence, default: fallback, repeatable }) => [
      `  --${cliName ?? name}${value ? ` ${value}` : ""}${repeatable ? "   (repeatable)" : ""}`,
      `      ${sentence}`,
      `      Default: ${fallback}.`,
    ],
  );
  const settings =
    about === "check"
      ? `\nSettings may also stand in \`pyproject.toml\` under [tool.onehead] or in \`.github/onehead.yml\`; the command line wins.\n`
      : "";
  return `${titles[about]}\n\n${lines.join("\n")}\n${settings}`;
}
