// Servers that speak no database's language.

import { createServer, type Socket } from "node:net";
import { expect, test } from "vitest";
import { readVersionTable } from "../../../src/doctor/database/read-version-table.ts";

/** A server that says `answer` to whatever comes first. */
async function serve(answer: string) {
  const closed: Promise<void>[] = [];
  const server = createServer((socket: Socket) => {
    socket.on("error", () => {});
    socket.once("data", () => socket.write(answer));
    closed.push(new Promise((resolve) => socket.once("close", () => resolve())));
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as { port: number };
  return { port, closed, stop: () => server.close() };
}

test.each([
  ["postgresql", "R"],
  ["postgresql", "SHTTP/1.1 400 Bad Request\r\n\r\n"],
  ["postgresql", "NHTTP/1.1 400 Bad Request\r\n\r\n"],
  ["mysql", "HTTP/1.1 400 Bad Request\r\n\r\n"],
])(
  "garbage for %s (%j) ends in a sentence, and the connection is closed",
  async (kind, answer) => {
    const { port, closed, stop } = await serve(answer);
    const address = `${kind}://u:secret@127.0.0.1:${port}/db`;
    const answered = await readVersionTable(address, { name: "v", schema: null }, {});
    expect(answered).toMatchObject({ kind: "trouble" });
    expect(JSON.stringify(answered)).not.toContain("secret");
    expect(closed.length).toBeGreaterThan(0);
    await Promise.all(closed);
    stop();
  },
  40_000,
);
