// Virtual environments with the Alembics that the product is compared with, kept under .venv-oracle/.

import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** The releases that are asked: whatever PyPI calls the newest today, and the oldest one that the product speaks for. */
export const alembicVersions = ["newest", "1.8.1"] as const;
export type AlembicVersion = (typeof alembicVersions)[number];

const requirements: Record<AlembicVersion, readonly string[]> = {
  newest: ["alembic", "Flask-Migrate"],
  "1.8.1": ["alembic==1.8.1", "SQLAlchemy==1.4.54", "Flask-Migrate==4.0.1"],
};

const home = resolve(import.meta.dirname, "../../.venv-oracle");

/** The Python of the virtual environment that has this Alembic and Flask-Migrate; makes it when it is not there. */
export function python(version: AlembicVersion): string {
  if (!existsSync(readyMark(version))) {
    withLock(version, () => existsSync(readyMark(version)) || install(version));
  }
  return interpreter(version);
}

/** Makes both environments and brings "newest" up to date; answers with the versions that will be asked. */
export function prepareVenvs(): Record<AlembicVersion, string> {
  python("1.8.1");
  withLock("newest", () => install("newest"));
  return {
    newest: readFileSync(readyMark("newest"), "utf8"),
    "1.8.1": readFileSync(readyMark("1.8.1"), "utf8"),
  };
}

function interpreter(version: AlembicVersion): string {
  return process.platform === "win32"
    ? join(home, version, "Scripts", "python.exe")
    : join(home, version, "bin", "python");
}

/** Holds the version of Alembic; written last, so that a half-made environment is made anew. */
function readyMark(version: AlembicVersion): string {
  return join(home, version, "alembic-version.txt");
}

function install(version: AlembicVersion): void {
  if (!existsSync(readyMark(version))) {
    rmSync(join(home, version), { recursive: true, force: true });
    run(
      process.env.PYTHON ?? "python3",
      ["-m", "venv", join(home, version)],
      "Install Python 3.10 or newer with its `venv` module (Debian: `apt install python3-venv`), or name one in PYTHON.",
    );
  }
  const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--upgrade"];
  run(
    interpreter(version),
    [...pip, "--upgrade-strategy=eager", ...requirements[version]],
    "Check that this machine reaches PyPI, or point pip to a mirror of it.",
  );
  const asked = "import alembic; print(alembic.__version__, end='')";
  writeFileSync(
    readyMark(version),
    run(interpreter(version), ["-c", asked], `Remove ${home} and try again.`),
  );
}

function run(command: string, args: readonly string[], remedy: string): string {
  try {
    return execFileSync(command, args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    throw new Error(`The oracle's Python environment could not be made. ${remedy}\n${said}`);
  }
}

/** Lets one process at a time work on an environment: test files and whole runs start side by side. */
function withLock(version: AlembicVersion, work: () => unknown): void {
  mkdirSync(home, { recursive: true });
  const lock = join(home, `${version}.lock`);
  while (!acquire(lock)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
  try {
    work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function acquire(lock: string): boolean {
  try {
    writeFileSync(lock, String(process.pid), { flag: "wx" });
    return true;
  } catch {
    if (!isAlive(ownerOf(lock))) rmSync(lock, { force: true });
    return false;
  }
}

/** The process that holds the lock, null while its file is being written or removed. */
function ownerOf(lock: string): number | null {
  try {
    return Number(readFileSync(lock, "utf8")) || null;
  } catch {
    return null;
  }
}

function isAlive(pid: number | null): boolean {
  if (pid === null) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
