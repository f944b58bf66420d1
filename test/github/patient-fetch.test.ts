// A server that never ends: every wait of ours does.

import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { openOctokit } from "../../src/github/api.ts";
import { firstPages, NoAnswer, patience, understood } from "../../src/github/patient-fetch.ts";
import { explainRefusal, withRetries } from "../../src/github/refusal.ts";

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const hostile: Readonly<Record<string, RequestListener>> = {
  "says nothing": () => {},
  "drips its answer": (_, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    const timer = setInterval(() => response.write(" "), 20);
    response.on("close", () => clearInterval(timer));
  },
  "sends without end": (_, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    const chunk = Buffer.alloc(1 << 20, 32);
    const more = () => {
      while (!response.destroyed && response.write(chunk));
    };
    response.on("drain", more);
    more();
  },
};

test.each(Object.entries(hostile))(
  "a server that %s costs one request and its time",
  async (_, answer) => {
    let requests = 0;
    const url = await serve((incoming, response) => {
      requests += 1;
      answer(incoming, response);
    });
    const { rest } = openOctokit(url, "secret", { each: 0.5, altogether: 2 });
    const asked = withRetries(() => rest.repos.get({ owner: "octo", repo: "shop" }));
    const error = await asked.catch((reason: unknown) => reason);
    expect(explainRefusal(error, "contents: read").reason).toMatch(
      /^GitHub's API gave no answer \((no whole answer within 1 seconds|the answer is larger than 20 MB)\)/,
    );
    expect(requests).toBe(1);
  },
);

test("all requests together have an end too", async () => {
  const url = await serve(() => {});
  const fetch = patience(url, { each: 0.2, altogether: 0.3 })(globalThis.fetch);
  await expect(fetch(url)).rejects.toThrow("no whole answer");
  await expect(fetch(url)).rejects.toThrow("no whole answer");
  await expect(fetch(url)).rejects.toThrow("no more time after 0.3 seconds");
});

test("a next page on another server is not asked for, so the token stays", async () => {
  const seen: (string | undefined)[] = [];
  const other = await serve(({ headers }, response) => {
    seen.push(headers.authorization);
    response.end("[]");
  });
  const link = { link: `<${other}/next>; rel="next"`, "content-type": "application/json" };
  const url = await serve((_, response) => response.writeHead(200, link).end("[]"));
  const { rest, paginate } = openOctokit(url, "secret", { each: 5, altogether: 5 });
  const list = { owner: "octo", repo: "shop", issue_number: 7 };
  await expect(paginate(rest.issues.listLabelsOnIssue, list)).rejects.toThrow("another server");
  expect(seen).toEqual([]);
});

test.each([301, 302, 307, 308])(
  "a redirect (%d) to another server takes no token there",
  async (status) => {
    const seen: (string | undefined)[] = [];
    const other = await serve(({ headers }, response) => {
      seen.push(headers.authorization);
      response.writeHead(200, { "content-type": "application/json" }).end("[]");
    });
    const url = await serve((_, response) => response.writeHead(status, { location: other }).end());
    const { rest } = openOctokit(url, "secret", { each: 5, altogether: 5 });
    await rest.issues.listLabelsOnIssue({ owner: "o", repo: "r", issue_number: 7 }).catch(() => {});
    expect(seen.filter((authorization) => authorization !== undefined)).toEqual([]);
  },
);

test("of a list without end the first pages are read", async () => {
  async function* pages() {
    for (let page = 0; ; page++) yield { data: [page] };
  }
  expect(await firstPages(pages(), 3)).toEqual({ items: [0, 1, 2], isCut: true });
});

test("an answer of another shape than GitHub documents is no answer", async () => {
  const api = understood({
    async labels() {
      return [null as unknown as { name: string }].map(({ name }) => name);
    },
  });
  await expect(api.labels()).rejects.toThrow(NoAnswer);
});
