// The planner's door: what Alembic's commands would do with given rows.

export { planCurrent } from "./current.ts";
export { planDowngrade } from "./downgrade.ts";
export type { Outcome } from "./outcome.ts";
export { planStamp } from "./stamp.ts";
export { planUpgrade } from "./upgrade.ts";
