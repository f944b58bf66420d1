// What GitHub's runner takes for a command, after `ActionCommand` and `ActionCommandManager` of its source.

/** A command as the runner would carry it out. */
export interface RunnerCommand {
  readonly name: string;
  readonly properties: string;
  readonly data: string;
}

/** The commands in a step's output. */
export function commandsIn(log: string): readonly RunnerCommand[] {
  return log.split(/\r\n|\n|\r/).flatMap((line) => {
    const current = /^::([^\s:]+)(?: (.*?))?::(.*)$/.exec(line.trimStart());
    const old = /##\[([^\s\]]+)(?: (.*?))?\](.*)$/.exec(line);
    const [, name, properties = "", data = ""] = current ?? old ?? [];
    return name === undefined ? [] : [{ name, properties, data }];
  });
}
