// Blobs that were read, by their words: scripts, and configurations that lead to scripts.

import type { Repository } from "./open-repository.ts";

/** True for identifiers of a script at the start of a line, or a configuration's words; false for what was not read. */
export function mentionsAlembic(repository: Repository, id: string): boolean {
  const content = repository.blobs.get(id);
  return (
    content !== undefined &&
    "text" in content &&
    /^(?:down_)?revision\s*[:=]|^\s*(?:script|version)_location|\[(?:tool\.)?alembic/m.test(
      content.text,
    )
  );
}
