// The third bundle: the drivers, loaded by `onehead doctor --database` and by nothing else.

export type { DatabaseAnswer, ReadVersionTable } from "./database/answer.ts";
export { readVersionTable } from "./database/read-version-table.ts";
