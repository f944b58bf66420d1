// When GitHub's API refuses or fails: try again where that helps, else one calm sentence. No verdict ever depends on it.

import { setTimeout as wait } from "node:timers/promises";
import { NoAnswer } from "./patient-fetch.ts";

const pauses = [500, 2000];
const longestPause = 10_000;

/** Runs work against the API, again after a short pause where GitHub is overloaded or out of order. The work must look before it writes: a write may have been done although its answer was lost. */
export async function withRetries<T>(work: () => Promise<T>): Promise<T> {
  for (const pause of pauses) {
    try {
      return await work();
    } catch (error) {
      const asked = pauseAskedFor(error);
      if (asked === null || asked > longestPause) throw error;
      await wait(Math.max(pause, asked));
    }
  }
  return work();
}

/** Milliseconds that GitHub wants us to wait, 0 where it does not say; null where waiting does not help. */
function pauseAskedFor(error: unknown): number | null {
  const { status, headers, message } = answerOf(error);
  // Whoever is silent has had the time that there is.
  if (isNoAnswer(error)) return null;
  // Nobody is there, and nobody will be in a second.
  if (status === null && /ECONNREFUSED|ENOTFOUND/.test(message)) return null;
  if (status !== null && status < 500 && !isRateLimit(status, headers)) return null;
  const seconds = Number(headers["retry-after"] ?? 0);
  if (headers["retry-after"] !== undefined) return Number.isFinite(seconds) ? seconds * 1000 : null;
  // A used up hourly limit comes back at its own time, which is never soon.
  return headers["x-ratelimit-remaining"] === "0" ? null : 0;
}

/** Octokit wraps what a request ends with. */
function isNoAnswer(error: unknown): boolean {
  return error instanceof NoAnswer || (error as Error | null)?.cause instanceof NoAnswer;
}

function isRateLimit(status: number, headers: Headers): boolean {
  const isLimited =
    headers["retry-after"] !== undefined || headers["x-ratelimit-remaining"] === "0";
  return status === 429 || (status === 403 && isLimited);
}

/** True for what octokit throws when a request failed, with an answer or without: anything else is not the API's doing. */
export function isFromApi(error: unknown): boolean {
  return error instanceof Error && typeof (error as { status?: unknown }).status === "number";
}

/** What else a refusal will refuse: only the same request, all that need the same permission, or everything for a while. */
export function reachOf(error: unknown): "request" | "permission" | "everything" {
  const { status, headers } = answerOf(error);
  if (status === null || status === 401 || isRateLimit(status, headers)) return "everything";
  return status === 403 || status === 404 ? "permission" : "request";
}

/** How much a refusal matters: a 422 is a mistake of ours, all else is the token's or GitHub's. */
export interface Refusal {
  readonly level: "notice" | "warning";
  /** A sentence that goes on after a colon. */
  readonly reason: string;
}

/** Says why something was not done, and which permission would help. */
export function explainRefusal(error: unknown, permission: string): Refusal {
  const { status, headers, message } = answerOf(error);
  if (status === 422) {
    return { level: "warning", reason: `GitHub refused the request (422): ${message}` };
  }
  return { level: "notice", reason: reasonOf(status, headers, message, permission) };
}

function reasonOf(
  status: number | null,
  headers: Headers,
  message: string,
  permission: string,
): string {
  if (status === null)
    return `GitHub's API gave no answer (${message}). A later run makes up for it.`;
  if (isRateLimit(status, headers)) {
    return "the token's rate limit is used up. A later run makes up for it.";
  }
  if (status === 401) return "GitHub does not accept the token. Look at the input `token`.";
  if (status === 403 || status === 404) {
    return `the token lacks the permission \`${permission}\`. Add it under \`permissions\` of the job. Pull requests from forks and from Dependabot never have it. The verdict does not depend on it.`;
  }
  return `GitHub's API gave the answer ${status}. A later run makes up for it.`;
}

type Headers = Readonly<Record<string, string | number | undefined>>;

interface Answer {
  readonly status: number | null;
  readonly headers: Headers;
  readonly message: string;
}

/** What octokit's errors hold, for REST and GraphQL alike. A request without an answer counts as status 500 there and has no response. */
function answerOf(error: unknown): Answer {
  if (!(error instanceof Error)) return { status: null, headers: {}, message: String(error) };
  const { status, response } = error as { status?: unknown; response?: { headers?: Headers } };
  return {
    status: typeof status === "number" && response !== undefined ? status : null,
    headers: response?.headers ?? {},
    message: error.message,
  };
}
