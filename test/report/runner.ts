// A model of how GitHub's runner finds commands in what a step prints (ActionCommand.TryParseV2, then TryParse).

/** A command as the runner understands it. */
export interface RunnerCommand {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
}

function unescapeData(text: string): string {
  return text.replaceAll("%0D", "\r").replaceAll("%0A", "\n").replaceAll("%25", "%");
}

function unescapeProperty(text: string): string {
  return unescapeData(
    text
      .replaceAll("%0D", "\r")
      .replaceAll("%0A", "\n")
      .replaceAll("%3A", ":")
      .replaceAll("%2C", ","),
  );
}

function parse(head: string, data: string, separator: string): RunnerCommand {
  const space = head.indexOf(" ");
  const name = space < 0 ? head : head.slice(0, space);
  const pairs = (space < 0 ? "" : head.slice(space + 1))
    .split(separator)
    .map((pair) => pair.split(/=(.*)/s).slice(0, 2))
    .filter((pair): pair is [string, string] => pair.length === 2)
    .map(([key, value]) => [key.trim(), unescapeProperty(value)]);
  return { name, properties: Object.fromEntries(pairs), data: unescapeData(data) };
}

/** Every command in a log. .NET ends a line at \n, \r and \r\n, and trims every kind of white space. */
export function runnerCommands(log: string): readonly RunnerCommand[] {
  return log.split(/\r\n|\r|\n/).flatMap((line) => {
    const trimmed = line.replace(/^[\s\u0085\u180e\u200b\ufeff]+(?=::)/, (blank) =>
      blank.includes("\u200b") ? blank : "",
    );
    const end = trimmed.indexOf("::", 2);
    if (trimmed.startsWith("::") && end > 2) {
      return [parse(trimmed.slice(2, end), trimmed.slice(end + 2), ",")];
    }
    const start = line.indexOf("##[");
    const close = line.indexOf("]", start);
    return start >= 0 && close > start + 3
      ? [parse(line.slice(start + 3, close), line.slice(close + 1), ";")]
      : [];
  });
}
