// A git server that leads elsewhere, and a job that is cancelled while one is silent.

import { spawn } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { checkoutOneDeep, gitEnvironment, makeFolder } from "../support/repository.ts";
import { builtAction } from "./build-action.ts";
import { serveGit } from "./git-server.ts";
import { pullRequestJob, pullRequestTargetJob } from "./jobs.ts";
import { runAction } from "./run-action.ts";
import { badChange, openShop } from "./shop.ts";

async function listen(server: ReturnType<typeof createServer>): Promise<string> {
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test.each([301, 302, 307, 308])(
  "a git server that redirects (%d) gets nobody the token",
  async (status) => {
    const shop = openShop(badChange);
    const other = await serveGit(shop.server.path);
    const url = await listen(
      createServer(({ url }, response) => {
        response.writeHead(status, { location: other.url + url }).end();
      }),
    );
    const outcome = await runAction({
      workspace: makeFolder(),
      environment: { GITHUB_SERVER_URL: url },
      ...pullRequestTargetJob(shop),
    });
    expect(outcome.outputs["verdict"]).toBe("incomplete");
    expect(other.log).toEqual([]);
  },
);

/** The ids of processes whose arguments hold a text. */
function processesWith(text: string): readonly string[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((id) => {
      try {
        return readFileSync(`/proc/${id}/cmdline`).includes(text);
      } catch {
        return false;
      }
    });
}

test.each(["SIGINT", "SIGTERM"] as const)(
  "a job that is cancelled (%s) leaves no folder and no program behind",
  async (signal) => {
    let asked = () => {};
    const isAsked = new Promise<void>((done) => {
      asked = done;
    });
    const url = await listen(createServer(() => asked()));
    const shop = openShop(badChange);
    const folder = makeFolder();
    const temp = join(folder, "temp");
    mkdirSync(temp);
    const event = join(folder, "event.json");
    writeFileSync(event, JSON.stringify(pullRequestTargetJob(shop).payload));
    const child = spawn(process.execPath, [builtAction()], {
      cwd: folder,
      stdio: "ignore",
      env: {
        ...gitEnvironment,
        TMPDIR: temp,
        RUNNER_TEMP: temp,
        GITHUB_ACTIONS: "true",
        GITHUB_WORKSPACE: folder,
        GITHUB_REPOSITORY: "octo/shop",
        GITHUB_SERVER_URL: url,
        GITHUB_EVENT_NAME: "pull_request_target",
        GITHUB_EVENT_PATH: event,
        GITHUB_SHA: shop.base,
      },
    });
    const ended = new Promise<number | null>((done) => child.on("close", done));
    await isAsked;
    expect(readdirSync(temp)).toHaveLength(1);
    child.kill(signal);
    expect(await ended).toBe(signal === "SIGINT" ? 130 : 143);
    expect(readdirSync(temp)).toEqual([]);
    await expect.poll(() => processesWith(url), { timeout: 5000 }).toEqual([]);
  },
);

test("a silent API costs the verdict nothing but its time", async () => {
  const url = await listen(createServer(() => {}));
  const shop = openShop(badChange);
  const { path: workspace } = checkoutOneDeep(shop.server, "refs/pull/7/merge");
  const outcome = await runAction({
    workspace,
    environment: { GITHUB_API_URL: url },
    with: { comment: "always" },
    ...pullRequestJob(shop),
  });
  expect(outcome).toMatchObject({ exitCode: 1, outputs: { verdict: "failed" } });
  expect(outcome.stdout).toContain("`c3` would be a second head beside `b2`.");
  expect(outcome.stdout).toMatch(/^::notice .*GitHub's API gave no answer/m);
}, 60_000);
