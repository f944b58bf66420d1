// Where the doctor takes the scripts from: a clone, an address, a plain folder.

import { WrongUsage } from "../../cannot-check.ts";
import { cloneAddress, isAddress } from "../../git/clone-url.ts";
import { openFolder } from "../../git/open-folder.ts";
import { NoRepository, openRepository, type Repository } from "../../git/open-repository.ts";
import type { Typed } from "../../settings.ts";

/** The options that say where the scripts are. */
export type ScriptOptions = Pick<Typed<"doctor">, "repo" | "scripts" | "at">;

/** Opens what the options name. A directory that was named and lies in no repository is a plain folder. Throws CannotCheck and WrongUsage. */
export async function openScripts({ repo, scripts, at }: ScriptOptions): Promise<Repository> {
  if (scripts !== undefined) {
    if (repo !== undefined) {
      throw new WrongUsage(
        "`--repo` and `--scripts` both say where the scripts are; give one of them.",
      );
    }
    if (at !== undefined) {
      throw new WrongUsage(
        "`--scripts` names a plain folder, which has no commits; leave `--at` out.",
      );
    }
    return openFolder(scripts);
  }
  if (repo === undefined) return openRepository(process.cwd());
  if (isAddress(repo)) return cloneAddress(repo, { isBlobless: true });
  try {
    return await openRepository(repo);
  } catch (error) {
    if (error instanceof NoRepository && at === undefined) return openFolder(repo);
    throw error;
  }
}
