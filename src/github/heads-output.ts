// The output `heads`, within what GitHub takes.

/** GitHub takes a megabyte of outputs; of too many heads the first of each script directory are named, and the report holds all. */
export function headsInJson(heads: ReadonlyMap<string, readonly string[]>): string {
  for (const most of [Number.POSITIVE_INFINITY, 100, 10]) {
    const some = [...heads].map(([name, all]) => [name, all.slice(0, most)] as const);
    const json = JSON.stringify(Object.fromEntries(some));
    if (json.length <= longestOutput) return json;
  }
  return "{}";
}

const longestOutput = 200_000;
