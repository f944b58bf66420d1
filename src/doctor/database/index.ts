// The third bundle: the drivers, loaded by `onehead doctor --database` and by nothing else.

export type { DatabaseAnswer, ReadVersionTable } from "./answer.ts";
export { readVersionTable } from "./read-version-table.ts";
