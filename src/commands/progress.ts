// A bar on standard error, for people who wait at a terminal.

/** Where the bar is drawn. */
export interface Terminal {
  readonly isTTY?: boolean | undefined;
  write(text: string): unknown;
}

const width = 30;

/** Shows how far a long command is; says nothing where nobody watches. */
export class Progress {
  readonly #terminal: Terminal | null;
  #shown = "";

  constructor(terminal: Terminal = process.stderr) {
    this.#terminal = terminal.isTTY && process.env["TERM"] !== "dumb" ? terminal : null;
  }

  /** Draws the bar anew. */
  show(done: number, all: number, what: string): void {
    const filled = all === 0 ? width : Math.floor((done / all) * width);
    this.#draw(`[${"#".repeat(filled)}${" ".repeat(width - filled)}] ${done} of ${all} ${what}`);
  }

  /** Words alone, where nobody can tell how much there is to do. */
  say(what: string): void {
    this.#draw(what);
  }

  /** Takes the bar away. */
  clear(): void {
    this.#draw("");
  }

  #draw(line: string): void {
    if (!this.#terminal || line === this.#shown) return;
    this.#terminal.write(`\r${line.padEnd(this.#shown.length)}${line === "" ? "\r" : ""}`);
    this.#shown = line;
  }
}
