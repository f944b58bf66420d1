// What every reporter must hold to, whatever it was given: no command for the runner, no markup that acts, valid JSON.

import { marked } from "marked";
import { runnerCommands } from "../report/runner.ts";

/** Commands that onehead means to print. */
const meant = new Set(["error", "warning", "notice"]);

/** Fails where a text for a log holds a command that is not one of `allowed`. */
export function assertNoCommand(
  where: string,
  text: string,
  allowed: ReadonlySet<string> = new Set(),
): void {
  const [forged] = runnerCommands(text).filter(({ name }) => !allowed.has(name));
  if (forged) throw new Error(`${where} holds the command ${JSON.stringify(forged)}`);
}

/** Fails where annotations for the runner are more than that. */
export function assertAnnotations(text: string): void {
  assertNoCommand("github", text, meant);
  const lines = text.split("\n").filter((line) => line !== "");
  const stray = lines.find((line) => !/^::(?:error|warning|notice) [^\r]*$/.test(line));
  if (stray !== undefined) throw new Error(`github holds the line ${JSON.stringify(stray)}`);
}

/** Fails where a text is no JSON, or a log would take part of it for a command. */
export function assertJson(where: string, text: string): void {
  JSON.parse(text);
  assertNoCommand(where, text);
}

/** Fails where a page holds elements that it was not meant to have. */
export function assertMarkdown(where: string, text: string): void {
  assertNoCommand(where, text);
  if (text.length > 30_000) return;
  const html = marked.parse(text, { async: false, gfm: true });
  const [bad] =
    /<(?:img|script|style|iframe|svg|form|input)\b[^>]*>|href="(?:javascript|data):/i.exec(html) ??
    [];
  if (bad !== undefined) throw new Error(`${where} holds ${bad}`);
}

/** Fails where a text steers a terminal. */
export function assertPlain(where: string, text: string): void {
  assertNoCommand(where, text);
  const [control] = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]/.exec(text) ?? [];
  if (control !== undefined) throw new Error(`${where} holds ${JSON.stringify(control)}`);
}

/** What each form of `--format` is held to, where that is not plain text. */
const held: Readonly<Record<string, (where: string, text: string) => void>> = {
  github: (_, text) => assertAnnotations(text),
  markdown: assertMarkdown,
  json: assertJson,
  sarif: assertJson,
  gitlab: assertJson,
};

/** Fails where the result in a form of `--format` is not what its destination may be given. */
export function assertHarmless(format: string, text: string): void {
  (held[format] ?? assertPlain)(format, text);
}
