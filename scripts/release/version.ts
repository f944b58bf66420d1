// Which version may follow, and where the version stands besides package.json.

/** Semantic versions without build metadata: `1.2.3`, `1.2.3-rc.1`. */
const form = /^(\d+)\.(\d+)\.(\d+)(-[0-9A-Za-z.-]+)?$/;

/** The tags that move to a release: `v1` and `v1.2` for 1.2.3, none for a release candidate. Throws on what is no version. */
export function movingTags(version: string): readonly string[] {
  const [, major, minor, , candidate] = form.exec(version) ?? wrong(version);
  return candidate ? [] : [`v${major}`, `v${major}.${minor}`];
}

/** The text of src/version.ts with another version in it. */
export function withVersion(source: string, version: string): string {
  movingTags(version);
  return source.replace(/(export const version = )"[^"]*"/, `$1"${version}"`);
}

function wrong(version: string): never {
  throw new Error(`${JSON.stringify(version)} is no version. Give one like 1.2.3 or 1.2.3-rc.1.`);
}
