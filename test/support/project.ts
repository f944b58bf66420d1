// A small project with one script directory, for tests that need files on disk.

import { historyToFiles } from "../../src/graph/history.ts";

/** The files of a project whose scripts form this history, below `directory`. */
export function project(history: string, directory = ""): Record<string, string> {
  const at = (path: string) => (directory === "" ? path : `${directory}/${path}`);
  return {
    [at("alembic.ini")]: "[alembic]\nscript_location = %(here)s/migrations\n",
    [at("migrations/env.py")]: "",
    [at("migrations/script.py.mako")]: "",
    ...historyToFiles(history, at("migrations/versions")),
  };
}
