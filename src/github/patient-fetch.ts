// Requests to GitHub's API with an end: of each one, of all together, of what an answer may hold, and of the pages of a list.

/** How long to wait for the API, and for how much. */
export interface Patience {
  /** Seconds for one request and its whole answer. */
  readonly each: number;
  /** Seconds for all requests together. */
  readonly altogether: number;
}

/** No answer of GitHub's comes near it. */
const mostBytes = 20 * 2 ** 20;

type Fetch = typeof globalThis.fetch;

/** Thrown as a request without an answer. */
export class NoAnswer extends Error {
  override readonly name = "NoAnswer";
  /** As octokit has it for what is no answer. */
  readonly status = 500;
}

/** A way to wrap fetches of one API, which share their time. A request that would take the token to another server is refused: the address of the next page comes from the server. */
export function patience(address: string, { each, altogether }: Patience): (fetch: Fetch) => Fetch {
  const home = new URL(address).origin;
  let spent = 0;
  return (fetch) => async (input, init) => {
    if (new URL(String(input)).origin !== home)
      throw new NoAnswer("the next page is on another server");
    const seconds = Math.min(each, altogether - spent);
    if (seconds <= 0) throw new NoAnswer(`no more time after ${altogether} seconds`);
    const start = performance.now();
    const limit = AbortSignal.timeout(Math.ceil(seconds * 1000));
    try {
      const response = await fetch(input, { ...init, signal: limit });
      const body = await readBody(response, limit);
      const { status, statusText, headers } = response;
      const empty = [101, 204, 205, 304].includes(status);
      const whole = new Response(empty ? null : body, {
        status: Math.max(200, status),
        statusText,
        headers,
      });
      return Object.defineProperty(whole, "url", { value: response.url });
    } catch (error) {
      if (limit.aborted) throw new NoAnswer(`no whole answer within ${Math.ceil(seconds)} seconds`);
      throw error;
    } finally {
      spent += (performance.now() - start) / 1000;
    }
  };
}

async function readBody(response: Response, limit: AbortSignal): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    limit.throwIfAborted();
    bytes += chunk.length;
    if (bytes > mostBytes) throw new NoAnswer("the answer is larger than 20 MB");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The items of a list's first pages, and whether there are more. */
export async function firstPages<T>(
  pages: AsyncIterable<{ readonly data: readonly T[] }>,
  most: number,
): Promise<{ readonly items: readonly T[]; readonly isCut: boolean }> {
  const items: T[] = [];
  let count = 0;
  for await (const { data } of pages) {
    if (count++ === most) return { items, isCut: true };
    items.push(...data);
  }
  return { items, isCut: false };
}

/** The same functions, whose answers may be anything: what cannot be read as GitHub documents it is no answer. */
export function understood<Api extends object>(api: Api): Api {
  const guard =
    (work: (...args: never[]) => Promise<unknown>) =>
    (...args: never[]) =>
      work(...args).catch((error: unknown) => {
        if (!(error instanceof TypeError)) throw error;
        throw new NoAnswer("the answer is not as GitHub documents it");
      });
  return Object.fromEntries(Object.entries(api).map(([name, work]) => [name, guard(work)])) as Api;
}
