// The changelog as data: its newest section is "Unreleased" until a release takes it over.

const unreleased = "## Unreleased";

/** The changelog with "Unreleased" turned into this version's section, and a new empty "Unreleased" on top. Throws where there is nothing to release. */
export function releaseSection(changelog: string, version: string, date: string): string {
  if (notesOf(changelog, "Unreleased") === "")
    throw new Error("CHANGELOG.md says nothing under Unreleased: there is nothing to release.");
  return changelog.replace(unreleased, `${unreleased}\n\n## ${version} (${date})`);
}

/** What the changelog says of a version, as Markdown without its heading; "" where it says nothing. */
export function notesOf(changelog: string, version: string): string {
  const sections = changelog.split(/^## /m).slice(1);
  const own = sections.find((section) => section.split(/[\s(]/, 1)[0] === version);
  return own === undefined ? "" : own.slice(own.indexOf("\n") + 1).trim();
}
