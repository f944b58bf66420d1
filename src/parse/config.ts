// Where a repository's Alembic scripts live, told from text alone: ini files, pyproject.toml, Flask-Migrate, bare directories.

export { findScriptDirectories } from "./config/discover.ts";
export { listScriptFiles, type ScriptFiles } from "./config/list-script-files.ts";
export { isConfigurationFile, type Named } from "./config/named.ts";
export { namedThen } from "./config/named-then.ts";
export {
  type Environment,
  type Placement,
  placeFolders,
} from "./config/place-folders.ts";
export { readLinks, type ScriptLinks } from "./config/script-links.ts";
export { isFixture } from "./config/set-aside.ts";
export { listUnplaced } from "./config/unplaced.ts";
