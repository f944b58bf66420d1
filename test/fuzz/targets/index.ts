// All targets of the fuzzer, by name.

import { type AnyTarget, asAny } from "../target.ts";
import { configurations } from "./configurations.ts";
import { logs } from "./logs.ts";
import { repositories } from "./repositories.ts";
import { scripts } from "./scripts.ts";
import { settings } from "./settings.ts";

/** Target by name. */
export const targets: Readonly<Record<string, AnyTarget>> = {
  scripts: asAny(scripts),
  configurations: asAny(configurations),
  settings: asAny(settings),
  logs: asAny(logs),
  repositories: asAny(repositories),
};
