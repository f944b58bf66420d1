// Blobs → text, each once and many with one process.

import { decodeSource, tooLarge } from "./decode-source.ts";
import { fetchBlobs } from "./fetch-blobs.ts";
import type { Repository } from "./open-repository.ts";

/**
 * Sees to it that `repository.blobs` holds these blobs. The sizes of `suspects` are asked for first, so that
 * a huge file which a change brings is never read.
 */
export async function readBlobs(
  repository: Repository,
  ids: Iterable<string>,
  suspects: ReadonlySet<string>,
): Promise<void> {
  const wanted = [...new Set(ids)].filter((id) => !repository.blobs.has(id));
  await refuseLargeBlobs(
    repository,
    wanted.filter((id) => suspects.has(id)),
  );
  const rest = wanted.filter((id) => !repository.blobs.has(id));
  if (rest.length === 0) return;
  if (repository.isBlobless) await fetchBlobs(repository, rest);
  const printed = await repository.git.catFile(["--batch"], `${rest.join("\n")}\n`);
  // Git answers in the order of the questions. The ids are those of the trees, which makes finding them quick.
  let next = 0;
  for (const { bytes } of readBatch(printed)) {
    repository.blobs.set(
      rest[next++]!,
      bytes ? decodeSource(bytes) : { reason: "this clone does not have its content" },
    );
  }
}

async function refuseLargeBlobs(repository: Repository, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const printed = await repository.git.catFile(
    ["--batch-check=%(objectname) %(objectsize)"],
    `${ids.join("\n")}\n`,
  );
  for (const line of printed.toString("latin1").split("\n")) {
    const [id = "", size = ""] = line.split(" ");
    const refusal = tooLarge(Number(size));
    if (refusal) repository.blobs.set(id, refusal);
  }
}

/** Reads what `cat-file --batch` prints: `<id> <type> <size>LF<bytes>LF`, or `<id> missing`. */
function* readBatch(
  printed: Buffer,
): Generator<{ readonly id: string; readonly bytes: Buffer | null }> {
  for (let start = 0; start < printed.length; ) {
    const lineEnd = printed.indexOf(10, start);
    const [id = "", , size] = printed.toString("latin1", start, lineEnd).split(" ");
    start = lineEnd + 1;
    if (size === undefined) {
      yield { id, bytes: null };
      continue;
    }
    const end = start + Number(size);
    yield { id, bytes: printed.subarray(start, end) };
    start = end + 1;
  }
}
