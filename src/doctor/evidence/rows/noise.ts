// What clients, containers and loggers print around rows.

import { fromHtml } from "../log/html.ts";

/** Lines of a client that everybody knows: they are passed over without a word. Numbers and words are any language's. */
const known: readonly RegExp[] = [
  /^\s*$/,
  /^(?:SET|RESET|BEGIN|COMMIT|ROLLBACK|START TRANSACTION|DISCARD ALL|Bye|exit|logout|\\q)$/i,
  /^(?:SELECT|COPY) \d+$/,
  /^[^:：\d]{1,40}[:：]\s*\d+[.,]\d+ \S{1,20}(?: ?\([\d:.,]+\))?$/,
  /^psql \(.*\)$/,
  /^Type "help" for help\.$/,
  /^SSL connection \(.*\)$/,
  /^You are now connected to database .*$/,
  /^Database changed$/,
  /^(?:Expanded display|Pager usage|Timing|Output format|Tuples only|Border style) is .*$/,
  /^(?:mysql|mariadb|mysqldump): \[Warning\].*$/,
  /^WARNING: option --ssl-verify-server-cert is disabled.*$/,
  /^\s*(?:INFO|DEBUG)\b.*$/,
  /^WARN\[\d+\].*$/,
  /^time="[^"]*" level=warning .*$/,
  /^WARNING: The .* variable is not set\..*$/,
];

/** The lines that may tell something, without what a container puts in front of each; and lines of programs that speak of themselves. */
export function withoutNoise(text: string): {
  readonly lines: readonly string[];
  readonly passedOver: readonly string[];
} {
  const plain = text
    .slice(0, mostRead)
    .replace(/\x1b\[[\d;?]{0,20}[A-Za-z]/g, "")
    .replace(/^\ufeff/, "");
  const lines = withoutService(plain.split(/\r\n|\n|\r/));
  const passedOver = lines.filter((line) => isSpeech(line));
  return { lines: lines.filter((line) => !isSpeech(line)), passedOver };
}

/** A version table has as many rows as there are lines of scripts; more text than this is none. */
const mostRead = 4_000_000;

/** Whether a line is one that clients print around rows. */
export function isNoise(line: string): boolean {
  return isRule(line) || known.some((pattern) => pattern.test(line.trim()));
}

/** A line that only draws: dashes with signs of a frame, or characters made for frames. */
export function isRule(line: string): boolean {
  return /[-=\u2500-\u257f]{3}/.test(line) && /^[\s+|:*=\u2500-\u257f-]+$/.test(line);
}

/** `db-1  | ` in front of every line. */
function withoutService(lines: readonly string[]): readonly string[] {
  const told = lines.filter((line) => line.trim() !== "" && !isNoise(line));
  const service = /^([\w./-]{1,100}) {1,40}\| ?/;
  const [first] = told;
  const name = first === undefined ? undefined : service.exec(first)?.[1];
  if (name === undefined || name === "version_num") return lines;
  const isPrefixed = (line: string) => service.exec(line)?.[1] === name;
  if (!told.every(isPrefixed)) return lines;
  return lines.map((line) => (isPrefixed(line) ? line.replace(service, "") : line));
}

const errors: readonly RegExp[] = [
  /^(?:psql|mysql|mariadb|ERROR|FATAL|FAILED|Error|error|Runtime error|Parse error)\b[^\n]*?:/,
  /^ERROR \d{3,5} \([^)]*\)/,
  /^(?:ERROR|FEHLER|ОШИБКА|ERREUR|错误|エラー):/,
  /\[(?:alembic\.util\.messaging|flask_migrate)\]/,
  /^Traceback \(most recent call last\)/,
  /^(?:service "[^"]*" is not running|Error response from daemon)/,
];

/** The first line that tells of an error, null without one. */
export function errorIn(text: string): string | null {
  const lines = text.slice(0, mostRead).split(/\r\n|\n|\r/);
  return lines.find((line) => isError(line)) ?? null;
}

function isError(line: string): boolean {
  const bare = line.trim();
  if (/^mysql: \[Warning\]/.test(bare)) return false;
  return errors.some((pattern) => pattern.test(bare));
}

/** A line in which a program speaks about itself: a warning or an error that nobody can take for a row. */
function isSpeech(line: string): boolean {
  if (isNoise(line)) return false;
  return isError(line) || /^(?:WARN(?:ING)?|NOTICE|HINT|DETAIL|LINE \d+)\b.*\s/.test(line.trim());
}

/** Text out of a client's HTML. */
export function bare(cell: string): string {
  return fromHtml(cell);
}
