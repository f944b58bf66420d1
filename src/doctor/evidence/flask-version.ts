// Which version of Flask-Migrate a project installs, out of its lock file or its requirements.

/** Files that may name it, from a directory. */
export const versionFiles = [
  "uv.lock",
  "poetry.lock",
  "pdm.lock",
  "Pipfile.lock",
  "requirements.txt",
  "requirements/base.txt",
  "requirements/production.txt",
  "requirements/prod.txt",
  "pyproject.toml",
];

const forms = [
  /^name\s*=\s*"flask[-_.]migrate"\s*\nversion\s*=\s*"(\d[\w.]{0,30})"/im,
  /"flask[-_.]migrate"\s*:\s*\{[^{}]{0,4000}"version"\s*:\s*"==(\d[\w.]{0,30})"/i,
  /^[\s"']{0,20}flask[-_.]migrate\s*\(?==\s*(\d[\w.]{0,30})/im,
];

/** The first version that one of the texts pins; null where none does. */
export function flaskMigrateVersion(texts: Iterable<string>): string | null {
  for (const text of texts) {
    for (const form of forms) {
      const version = form.exec(text)?.[1];
      if (version !== undefined) return version;
    }
  }
  return null;
}

/** Whether `flask db stamp` takes `--purge`: from 4.0.6 on; null where the version is not known. */
export function canPurge(version: string | null): boolean | null {
  if (version === null) return null;
  const [major = 0, minor = 0, patch = 0] = version
    .split(".")
    .map((part) => Number.parseInt(part, 10));
  if (major !== 4) return major > 4;
  return minor > 0 || patch >= 6;
}
