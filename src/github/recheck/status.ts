// A verdict → the commit status that tells it, and the board where statuses are written.

import type { CommitSha, Report } from "../../model.ts";
import { pieces } from "../../report/markup.ts";
import { isException } from "../../report/wording.ts";
import { shorten, spaced } from "../../text/foreign-text.ts";
import { count } from "../../text/sentence.ts";
import { explainRefusal, isFromApi, type Refusal, reachOf, withRetries } from "../refusal.ts";
import type { RecheckApi, Status } from "./api.ts";

/** GitHub refuses longer descriptions. */
const longest = 140;

/** The status's name: never that of a check, since GitHub would then require both. A step with a configuration of its own has a status of its own. */
export function statusName(configuration: readonly string[]): string {
  const which = shorten(spaced(configuration.join(" ")), 200);
  return which === "" ? "onehead (re-check)" : `onehead (re-check: ${which})`;
}

/** What fits, or touches no script. */
export const fits: Status = { state: "success", description: "Fits the target branch." };

/** What a report comes to. It names no commit of the target branch: the same verdict is the same status after every push. */
export function statusOf({ verdict, findings, incomplete }: Report): Status {
  switch (verdict) {
    case "passed": {
      const exceptions = findings.filter(isException).length;
      if (exceptions === 0) return fits;
      return {
        ...fits,
        description: `Fits the target branch with ${count(exceptions, "exception")}.`,
      };
    }
    case "failed": {
      const [first, ...more] = findings.filter(({ severity }) => severity === "error");
      const rest = more.length === 0 ? "" : ` And ${more.length} more.`;
      const what = plain(first?.what ?? "", longest - rest.length);
      return { state: "failure", description: what + rest };
    }
    case "incomplete":
      return notJudged(incomplete[0] ?? "Something could not be read.");
  }
}

/** Neither green nor red: nobody can merge it as it is, and what comes of it depends on how that is resolved. */
export const inConflict: Status = {
  state: "pending",
  description:
    "Not judged: the target branch changed the same script. Bring the pull request up to date.",
};

/** Why there is no verdict. */
export function notJudged(reason: string): Status {
  return { state: "error", description: plain(`Not judged: ${reason}`, longest) };
}

/** Where statuses are written. */
export interface Board {
  /** Writes a status unless the commit has the same already: it takes 1,000 of a name and no more. Rejects only where GitHub refuses everything else too. */
  write(commit: CommitSha, status: Status): Promise<void>;
  readonly written: number;
  /** Why statuses were not written, and how many; null where none was refused. */
  readonly refused: (Refusal & { readonly count: number }) | null;
}

/** Opens the board for statuses of one name, which lead to one address. After a refusal that another write would meet too, it only counts. */
export function openBoard(api: RecheckApi, name: string, address: string): Board {
  let written = 0;
  let refused: Board["refused"] = null;
  let mayWrite = true;

  async function put(commit: CommitSha, status: Status): Promise<void> {
    const old = await api.status(commit, name);
    if (old?.state === status.state && old.description === status.description) return;
    await api.setStatus(commit, name, status, address);
    written += 1;
  }

  return {
    async write(commit, status) {
      let refusal: Refusal | null = refused;
      if (mayWrite) {
        try {
          return await withRetries(() => put(commit, status));
        } catch (error) {
          const reach = reachOf(error);
          if (!isFromApi(error) || reach === "everything") throw error;
          mayWrite = reach === "request";
          refusal = explainRefusal(error, "statuses: write");
        }
      }
      if (refusal) refused = { ...(refused ?? refusal), count: (refused?.count ?? 0) + 1 };
    },
    get written() {
      return written;
    },
    get refused() {
      return refused;
    },
  };
}

/** One line without markup: a status is plain text. */
function plain(text: string, limit: number): string {
  return spaced(
    pieces(text)
      .map((piece) => piece.text)
      .join(""),
    limit,
  );
}
