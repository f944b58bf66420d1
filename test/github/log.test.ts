import fc from "fast-check";
import { afterEach, expect, test, vi } from "vitest";
import { remark, say } from "../../src/github/log.ts";
import { commandsIn } from "./runner.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

/** What reaches standard output. */
function printed(print: () => void): string {
  const chunks: string[] = [];
  const spy = vi.spyOn(process.stdout, "write").mockImplementation((chunk) => {
    chunks.push(String(chunk));
    return true;
  });
  print();
  spy.mockRestore();
  return chunks.join("");
}

/** Text that tries: parts of commands between anything. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        "::",
        "##[",
        "]",
        "\n",
        "\r",
        "\r\n",
        "%0A",
        "%",
        "\u2028",
        "\u202e",
        " ",
        "\t",
      ),
      fc.constantFrom("add-mask", "set-output name=verdict", "error", "::error::", "##[add-mask]x"),
      fc.string({ unit: "binary", maxLength: 5 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(""));

test("no text makes a line of the log a command, or more than one line", () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const log = printed(() => say(text));
      expect(commandsIn(log)).toEqual([]);
      expect(log.split(/\r\n|\n|\r/)).toHaveLength(2);
    }),
  );
});

test("no text ends a remark early or brings a second command", () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const log = printed(() => remark(`about ${text}`, "error"));
      expect(commandsIn(log)).toMatchObject([{ name: "error", properties: "title=onehead" }]);
      expect(log.split(/\r\n|\n|\r/)).toHaveLength(2);
    }),
  );
});

test("the model of the runner knows a command when it sees one", () => {
  const seen = commandsIn("  ::error file=a.py,line=1::no\nx ##[add-mask]y\nplain :: text\n#[x]\n");
  expect(seen).toEqual([
    { name: "error", properties: "file=a.py,line=1", data: "no" },
    { name: "add-mask", properties: "", data: "y" },
  ]);
});
