// A git server over smart HTTP, as GitHub is one: any repository of a folder, with or without a password.

import { spawn } from "node:child_process";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import { gitEnvironment } from "../support/repository.ts";

export interface GitServer {
  readonly url: string;
  /** Requests so far, as `<status> <method> <path and query>`. */
  readonly log: string[];
}

/** Serves the bare repository `path` as `<url>/octo/shop`. With a password every request must carry it, as GitHub wants it for private repositories, and carry it once. */
export async function serveGit(path: string, password?: string): Promise<GitServer> {
  const log: string[] = [];
  const server = createServer((incoming, outgoing) => {
    const { authorization } = incoming.headers;
    const wanted = `basic ${Buffer.from(`x-access-token:${password}`).toString("base64")}`;
    outgoing.on("finish", () =>
      log.push(`${outgoing.statusCode} ${incoming.method} ${incoming.url}`),
    );
    if (headersNamed(incoming, "authorization") > 1)
      outgoing.writeHead(400).end("Duplicate header");
    else if (password && authorization?.replace(/^basic /i, "basic ") !== wanted) {
      outgoing.writeHead(401, { "www-authenticate": 'Basic realm="GitHub"' }).end();
    } else runBackend(path, incoming, outgoing);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, log };
}

function headersNamed({ rawHeaders }: IncomingMessage, name: string): number {
  return rawHeaders.filter((text, i) => i % 2 === 0 && text.toLowerCase() === name).length;
}

/** One request through `git http-backend`, which speaks CGI. */
function runBackend(path: string, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const { pathname, search } = new URL(incoming.url ?? "", "http://git");
  const inside = /^\/octo\/shop(?:\.git)?(\/.*)$/.exec(pathname)?.[1];
  if (!inside) return void outgoing.writeHead(404).end();
  const backend = spawn("git", ["http-backend"], {
    env: {
      ...gitEnvironment,
      GIT_PROJECT_ROOT: path,
      GIT_HTTP_EXPORT_ALL: "1",
      PATH_INFO: inside,
      QUERY_STRING: search.slice(1),
      REQUEST_METHOD: incoming.method ?? "",
      CONTENT_TYPE: incoming.headers["content-type"] ?? "",
      HTTP_CONTENT_ENCODING: incoming.headers["content-encoding"] ?? "",
      GIT_PROTOCOL: [incoming.headers["git-protocol"]].flat()[0] ?? "",
    },
  });
  incoming.pipe(backend.stdin);
  const chunks: Buffer[] = [];
  backend.stdout.on("data", (chunk) => chunks.push(chunk));
  backend.on("close", () => {
    const all = Buffer.concat(chunks);
    const end = all.indexOf("\r\n\r\n");
    const headers = all.toString("latin1", 0, end).split("\r\n");
    for (const header of headers) {
      const [name = "", value = ""] = header.split(/: (.*)/);
      if (name.toLowerCase() === "status") outgoing.statusCode = Number.parseInt(value, 10);
      else outgoing.setHeader(name, value);
    }
    outgoing.end(all.subarray(end + 4));
  });
}
