// How commands read the options they share.

import type { Typed } from "../settings.ts";

/** Whether to write colours: to a terminal, unless `--no-color`, `NO_COLOR` or `--output` says otherwise. */
export function isColoured(options: Pick<Typed<"check">, "no-color" | "output">): boolean {
  if (options["no-color"] || process.env["NO_COLOR"] || options.output) return false;
  return process.stdout.isTTY === true && process.env["TERM"] !== "dumb";
}
