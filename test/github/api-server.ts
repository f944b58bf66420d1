// GitHub's API in this process: holds every request to GitHub's own description, and remembers what was written.

import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type Context, OpenAPIBackend, type Request } from "openapi-backend";
import { onTestFinished } from "vitest";

const definition = JSON.parse(
  readFileSync(new URL("../fixtures/github-api.json", import.meta.url), "utf8"),
);

/** What REST shows of who wrote something. */
export interface Account {
  readonly login: string;
  readonly type: "Bot" | "User";
}

/** How a job's own token looks to REST. */
export const bot: Account = { login: "github-actions[bot]", type: "Bot" };

export interface StoredComment {
  readonly id: number;
  readonly user: Account;
  body: string;
}

export interface StoredLineComment extends StoredComment {
  readonly commit_id: string;
  readonly path: string;
  /** Null once the line is no longer in the pull request. */
  line: number | null;
  readonly in_reply_to_id?: number;
}

/** A commit status as it was written. */
export interface StoredStatus {
  readonly sha: string;
  readonly context: string;
  readonly state: string;
  readonly description: string;
  readonly target_url: string;
}

/** An entry of the list of a pull request's changed files. */
export interface ChangedFile {
  readonly filename: string;
  readonly previous_filename?: string;
  readonly status: string;
}

/** An answer instead of the usual one. */
export interface Failure {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly message?: string;
  /** The request was carried out all the same: only its answer was lost. */
  readonly isDone?: boolean;
}

/** One pull request's surroundings. Tests read and change all of it. */
export interface ApiServer {
  readonly url: string;
  /** Operations in the order in which they were asked for, `viewer` for the GraphQL query. */
  readonly asked: string[];
  readonly comments: StoredComment[];
  readonly lineComments: StoredLineComment[];
  labels: string[];
  pulls: object[];
  /** Changed files by the pull request's number. */
  readonly changedFiles: Map<number, readonly ChangedFile[]>;
  /** Oldest first. */
  readonly statuses: StoredStatus[];
  /** The answer to a comparison, `<base>...<head>` → merge base. */
  readonly mergeBases: Map<string, string>;
  /** The next answers to an operation, null for the usual one; it works again when they are used up. */
  readonly failures: Map<string, (Failure | null)[]>;
  /** Answers every write with 403, as to a fork's token. */
  isReadOnly: boolean;
}

const viewer = "github-actions";
const token = "ghs_job";

/** Starts a server that stops when the test ends. It takes the token `ghs_job`. */
export async function startApi(): Promise<ApiServer> {
  const state: Omit<ApiServer, "url"> = {
    asked: [],
    comments: [],
    lineComments: [],
    labels: [],
    pulls: [],
    changedFiles: new Map(),
    statuses: [],
    mergeBases: new Map(),
    failures: new Map(),
    isReadOnly: false,
  };
  const backend = new OpenAPIBackend({
    definition,
    quick: true,
    ajvOpts: { formats: { "date-time": true } },
    handlers: handlers(state),
  });
  await backend.init();
  const server = createServer(async (incoming, outgoing) => {
    try {
      const { status, body, headers } = await answer(state, backend, incoming);
      send(outgoing, status, body, headers);
    } catch (error) {
      send(outgoing, 500, { message: String(error) });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return Object.assign(state, { url: `http://127.0.0.1:${port}` });
}

interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

type State = Omit<ApiServer, "url">;

async function answer(
  state: State,
  backend: OpenAPIBackend,
  incoming: IncomingMessage,
): Promise<Answer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString();
  const { pathname, search, searchParams } = new URL(incoming.url ?? "", "http://api");
  if (incoming.headers.authorization !== `token ${token}`) {
    return { status: 401, body: { message: "Bad credentials" } };
  }
  if (pathname === "/graphql") {
    state.asked.push("viewer");
    const failure = state.failures.get("viewer")?.shift();
    if (failure) return refuse(failure);
    const isKnown = JSON.parse(text).query.includes("viewer { login }");
    return isKnown
      ? { status: 200, body: { data: { viewer: { login: viewer } } } }
      : { status: 200, body: { errors: [{ message: "unknown query" }] } };
  }
  const request: Request = {
    method: incoming.method ?? "",
    path: pathname,
    query: Object.fromEntries(searchParams),
    headers: { "content-type": "application/json", host: incoming.headers.host ?? "" },
    ...(text === "" ? {} : { body: JSON.parse(text) }),
  };
  const operation = backend.matchOperation(request)?.operationId ?? `${pathname}${search}`;
  state.asked.push(operation);
  const failure = state.failures.get(operation)?.shift();
  if (failure?.isDone) await backend.handleRequest(request);
  if (failure) return refuse(failure);
  if (state.isReadOnly && request.method !== "GET") {
    return refuse({ status: 403, message: "Resource not accessible by integration" });
  }
  return backend.handleRequest(request);
}

function refuse({ status, headers = {}, message = "refused" }: Failure): Answer {
  return { status, headers, body: { message } };
}

function handlers(state: State) {
  let nextId = 1000;
  const numberOf = ({ request }: Context, name: string) => Number([request.params[name]].flat()[0]);
  return {
    "issues/list-comments": (c: Context) => page(c, state.comments),
    "issues/create-comment": (c: Context): Answer => {
      const { body } = c.request.requestBody;
      if (body.length > 65_536) return refuse({ status: 422, message: "Body is too long" });
      state.comments.push({ id: nextId++, user: bot, body });
      return { status: 201, body: {} };
    },
    "issues/update-comment": (c: Context): Answer => {
      const comment = state.comments.find(({ id }) => id === numberOf(c, "comment_id"));
      if (!comment) return refuse({ status: 404, message: "Not Found" });
      comment.body = c.request.requestBody.body;
      return { status: 200, body: {} };
    },
    "issues/list-labels-on-issue": (c: Context) =>
      page(
        c,
        state.labels.map((name) => ({ name })),
      ),
    "pulls/list": (c: Context) => {
      const base = c.request.query["base"];
      return page(
        c,
        state.pulls.filter((pull) => base === undefined || baseOf(pull) === base),
      );
    },
    "pulls/list-files": (c: Context) =>
      page(c, state.changedFiles.get(numberOf(c, "pull_number")) ?? []),
    "pulls/list-review-comments": (c: Context) => page(c, state.lineComments),
    "pulls/create-review-comment": (c: Context): Answer => {
      const { body, commit_id, path, line } = c.request.requestBody;
      if (typeof line !== "number") return refuse({ status: 422, message: "line is missing" });
      state.lineComments.push({ id: nextId++, user: bot, body, commit_id, path, line });
      return { status: 201, body: {} };
    },
    "pulls/delete-review-comment": (c: Context): Answer => {
      const index = state.lineComments.findIndex(({ id }) => id === numberOf(c, "comment_id"));
      if (index < 0) return refuse({ status: 404, message: "Not Found" });
      state.lineComments.splice(index, 1);
      return { status: 204 };
    },
    "repos/compare-commits": ({ request }: Context): Answer => {
      const sha = state.mergeBases.get(request.path.split("/compare/")[1] ?? "");
      if (!sha) return refuse({ status: 404, message: "Not Found" });
      return { status: 200, body: { merge_base_commit: { sha } } };
    },
    "repos/get-combined-status-for-ref": ({ request }: Context): Answer => {
      const ofCommit = state.statuses.filter(({ sha }) => sha === request.params["ref"]);
      const newest = new Map(ofCommit.map((status) => [status.context, status]));
      return { status: 200, body: { state: "pending", statuses: [...newest.values()] } };
    },
    "repos/create-commit-status": ({ request }: Context): Answer => {
      const { requestBody: body, params } = request;
      if ([...body.description].length > 140) {
        return refuse({
          status: 422,
          message: "description is too long (maximum is 140 characters)",
        });
      }
      state.statuses.push({ sha: [params["sha"]].flat()[0], ...body });
      return { status: 201, body: {} };
    },
    validationFail: ({ validation }: Context): Answer => ({
      status: 422,
      body: { message: "Validation Failed", errors: validation.errors },
    }),
    notFound: (): Answer => refuse({ status: 404, message: "Not Found" }),
  };
}

function baseOf(pull: object): string | undefined {
  return (pull as { base?: { ref?: string } }).base?.ref;
}

/** One page of a list, with GitHub's link to the next. */
function page({ request }: Context, all: readonly unknown[]): Answer {
  const size = Number(request.query["per_page"] ?? 30);
  const number = Number(request.query["page"] ?? 1);
  const isLast = number * size >= all.length;
  const query = new URLSearchParams({ ...request.query, page: String(number + 1) });
  const next = `<http://${request.headers["host"]}${request.path}?${query}>; rel="next"`;
  return {
    status: 200,
    body: all.slice((number - 1) * size, number * size),
    headers: isLast ? {} : { link: next },
  };
}

function send(
  outgoing: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  outgoing.writeHead(status, { "content-type": "application/json; charset=utf-8", ...headers });
  outgoing.end(body === undefined ? undefined : JSON.stringify(body));
}
