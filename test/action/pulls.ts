// Open pull requests of the shop, as GitHub's API lists them and its git server holds them.

import type { ApiServer, ChangedFile } from "../github/api-server.ts";
import { type Files, push } from "../support/repository.ts";
import type { Shop } from "./shop.ts";

/** What is special about one. */
export interface Traits {
  /** The branch or commit that it begins at; default: `main`. */
  readonly from?: string;
  readonly title?: string;
  readonly draft?: boolean;
  /** Its commits lie in no branch of the repository. */
  readonly fork?: boolean;
  readonly labels?: readonly string[];
}

/** Opens a pull request to `main`. Returns its commit. */
export function openPull(
  { repository, server }: Pick<Shop, "repository" | "server">,
  api: ApiServer,
  number: number,
  change: Files,
  { from = "main", ...traits }: Traits = {},
): string {
  const branch = `pull-${number}`;
  repository.branch(branch, from);
  const head = repository.commit(change, `Change ${number}`);
  push(repository, server, { [`refs/pull/${number}/head`]: head });
  if (!traits.fork) push(repository, server, { [`refs/heads/${branch}`]: head });
  repository.branch("main");
  list(api, number, head, traits);
  api.changedFiles.set(
    number,
    repository.git("diff", "--name-status", "-M", `main...${branch}`).split("\n").map(changedFile),
  );
  return head;
}

/** One that changes no script; nobody needs its commit. */
export function openOtherPull(api: ApiServer, number: number): void {
  list(api, number, String(number).padStart(40, "a"), {});
  api.changedFiles.set(number, [{ filename: `docs/page-${number}.md`, status: "added" }]);
}

/** Tells the API where each pull request left the target branch, which a clone one commit deep does not know. */
export function tellMergeBases({ repository }: Pick<Shop, "repository">, api: ApiServer): void {
  const tip = repository.git("rev-parse", "main");
  for (const number of api.changedFiles.keys()) {
    const branch = `pull-${number}`;
    if (repository.git("branch", "--list", branch) === "") continue;
    const head = repository.git("rev-parse", branch);
    api.mergeBases.set(`${tip}...${head}`, repository.git("merge-base", tip, head));
  }
}

function list(api: ApiServer, number: number, head: string, traits: Traits): void {
  const { title = `Change ${number}`, draft = false, fork = false, labels = [] } = traits;
  api.pulls.push({
    number,
    title,
    draft,
    state: "open",
    base: { ref: "main" },
    head: { sha: head, ref: `pull-${number}`, repo: { fork } },
    labels: labels.map((name) => ({ name })),
  });
}

/** Reads `A<TAB>path`, `R100<TAB>old<TAB>new`. */
function changedFile(line: string): ChangedFile {
  const [letter = "", path = "", now] = line.split("\t");
  if (now) return { filename: now, previous_filename: path, status: "renamed" };
  const words: Record<string, string> = { A: "added", D: "removed" };
  return { filename: path, status: words[letter] ?? "modified" };
}
