// SQLite's write-ahead log laid over the database file's bytes: what a reader of the database would see.

const headerSize = 32;
const frameHeaderSize = 24;

/** The database with every transaction that the log has committed. Format: https://www.sqlite.org/fileformat2.html#walformat */
export function applyLog(database: Uint8Array, log: Uint8Array): Uint8Array {
  const frames = committedFrames(log);
  const last = frames.at(-1);
  const size = last ? last.pages * last.bytes.length : database.length;
  const merged = new Uint8Array(size);
  merged.set(database.subarray(0, size));
  for (const { page, bytes } of frames) {
    const from = (page - 1) * bytes.length;
    if (from + bytes.length <= size) merged.set(bytes, from);
  }
  // The file's own mark for "there is a log": here there is none any more.
  if (merged.length > 19) merged.fill(1, 18, 20);
  return merged;
}

interface Frame {
  readonly page: number;
  /** The database's size in pages after the commit, 0 within a transaction. */
  readonly pages: number;
  readonly bytes: Uint8Array;
}

/** Frames of the present round of the log, up to the last commit. A wrong salt or checksum is where that round ends. */
function committedFrames(log: Uint8Array): readonly Frame[] {
  if (log.length < headerSize) return [];
  const view = new DataView(log.buffer, log.byteOffset, log.byteLength);
  const magic = view.getUint32(0);
  const pageSize = view.getUint32(8);
  if (magic >>> 1 !== 0x377f0682 >>> 1 || pageSize < 512 || pageSize > 65536) return [];
  const isLittleEndian = (magic & 1) === 0;
  let sum = checksum(view, 0, 24, isLittleEndian, [0, 0]);
  if (sum[0] !== view.getUint32(24) || sum[1] !== view.getUint32(28)) return [];
  const frames: Frame[] = [];
  let committed = 0;
  const step = frameHeaderSize + pageSize;
  for (let at = headerSize; at + step <= log.length; at += step) {
    const isOfRound =
      view.getUint32(at + 8) === view.getUint32(16) &&
      view.getUint32(at + 12) === view.getUint32(20);
    sum = checksum(view, at, 8, isLittleEndian, sum);
    sum = checksum(view, at + frameHeaderSize, pageSize, isLittleEndian, sum);
    if (!isOfRound || sum[0] !== view.getUint32(at + 16) || sum[1] !== view.getUint32(at + 20))
      break;
    const bytes = log.subarray(at + frameHeaderSize, at + step);
    frames.push({ page: view.getUint32(at), pages: view.getUint32(at + 4), bytes });
    if (frames.at(-1)!.pages > 0) committed = frames.length;
  }
  return frames.slice(0, committed);
}

type Sum = readonly [number, number];

function checksum(
  view: DataView,
  from: number,
  length: number,
  isLittleEndian: boolean,
  [s0, s1]: Sum,
): Sum {
  let [a, b] = [s0, s1];
  for (let at = from; at < from + length; at += 8) {
    a = (a + view.getUint32(at, isLittleEndian) + b) >>> 0;
    b = (b + view.getUint32(at + 4, isLittleEndian) + a) >>> 0;
  }
  return [a, b];
}
