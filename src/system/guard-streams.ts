// The one way out for what nobody meant to print: warnings of Node and of libraries, and bugs. GitHub's runner reads commands from standard error too.

/**
 * Sends everything that any code writes to standard error through `print`, line by line, which has to make
 * them harmless. Node's own warnings are left out: they quote foreign text and help nobody. What nobody catches goes to `onBug`.
 */
export function guardStreams(print: (line: string) => void, onBug: (error: unknown) => void): void {
  process.removeAllListeners("warning");
  process.on("warning", () => {});
  process.on("uncaughtException", onBug);
  process.stderr.write = (chunk: string | Uint8Array, ...rest: unknown[]) => {
    for (const line of linesOf(String(chunk))) print(line);
    const done = rest.find((one) => typeof one === "function");
    if (done) done();
    return true;
  };
}

/** The lines of a text as the runner counts them. */
function linesOf(text: string): readonly string[] {
  const lines = text.split(/\r\n|\n|\r/);
  if (lines.at(-1) === "") lines.pop();
  return lines;
}
