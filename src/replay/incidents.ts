// Follows each script directory from commit to commit: what goes wrong on the branch, and when it ends.

import type { Change, RuleId, Verdict } from "../model.ts";
import { type Condition, nothing } from "./condition.ts";
import { healingOf } from "./healing.ts";
import type { Incident, IncidentKind, Place } from "./model.ts";

/** One step of one script directory. */
export interface Step {
  /** The directory's name, and its name before where it was moved. */
  readonly name: string;
  readonly before: Condition;
  readonly after: Condition;
  readonly change: Change;
  /** Rules that fail the transition in this directory. */
  readonly stoppedBy: readonly RuleId[];
}

/** The commit that the steps belong to. */
export interface Moment {
  readonly place: Place;
  readonly verdict: Verdict;
  /** In commits, and in transitions, from the oldest. */
  readonly commits: number;
  readonly transitions: number;
  readonly headsOfBranch: number | null;
}

/** An incident that is not over. `level`: the number of heads that ends it. */
interface Open {
  readonly incident: Incident;
  readonly level: number;
  readonly at: Moment;
}

/** The incidents of one branch. */
export class IncidentLog {
  readonly #heads: number;
  readonly #all: Incident[] = [];
  readonly #last = new Map<string, Condition>();
  #open: Open[] = [];

  /** `allowedHeads`: so many heads are meant to be. */
  constructor(allowedHeads: number) {
    this.#heads = allowedHeads;
  }

  get incidents(): readonly Incident[] {
    return this.#all;
  }

  /** Takes in what one commit did; says which incidents it began and ended. */
  take(
    steps: readonly Step[],
    moment: Moment,
  ): { readonly began: number[]; readonly ended: number[] } {
    const began: number[] = [];
    const ended: number[] = [];
    for (const step of steps) {
      const last = this.#follow(step, steps);
      // What happened to it in between was no script's doing: a configuration, or a file that is no script.
      if (last && !isSame(last, step.before))
        ended.push(...this.#end(step.name, step.before, null, moment));
      ended.push(...this.#end(step.name, step.after, step.change, moment));
      began.push(...this.#begin(step, moment));
      this.#last.set(step.name, step.after);
    }
    return { began, ended };
  }

  /** The directory as it was last seen, under another name where it was moved. */
  #follow(step: Step, steps: readonly Step[]): Condition | undefined {
    const known = this.#last.get(step.name);
    if (known || step.before === nothing) return known;
    const taken = new Set(steps.map(({ name }) => name));
    const heads = step.before.heads.join(" ");
    const moved = [...this.#last].find(
      ([name, one]) => !taken.has(name) && heads !== "" && one.heads.join(" ") === heads,
    );
    if (!moved) return undefined;
    const [name, condition] = moved;
    this.#last.delete(name);
    this.#open = this.#open.map((open) =>
      open.incident.scriptDirectory === name
        ? this.#replace(open, { scriptDirectory: step.name })
        : open,
    );
    return condition;
  }

  #replace(open: Open, news: Partial<Incident>): Open {
    const incident = { ...open.incident, ...news };
    this.#all[incident.number - 1] = incident;
    return { ...open, incident };
  }

  #end(name: string, now: Condition, change: Change | null, moment: Moment): number[] {
    const over = this.#open.filter(
      ({ incident, level }) => incident.scriptDirectory === name && isOver(incident, level, now),
    );
    this.#open = this.#open.filter((open) => !over.includes(open));
    for (const open of over) {
      const { at, incident } = open;
      this.#replace(open, {
        healed: {
          ...moment.place,
          ...healingOf(change, incident),
          isSameAuthor: moment.place.author === incident.began.author,
          verdict: moment.verdict,
          seconds: Math.max(0, (Date.parse(moment.place.date) - Date.parse(at.place.date)) / 1000),
          commits: moment.commits - at.commits,
          transitions: moment.transitions - at.transitions,
        },
      });
    }
    return over.map(({ incident }) => incident.number);
  }

  #begin({ name, before, after, stoppedBy }: Step, moment: Moment): number[] {
    const level = Math.max(before.heads.length, this.#heads);
    const found: (readonly [IncidentKind, readonly string[]])[] = [];
    // What nobody could read may follow the new head: then only the check's own word counts.
    const isSure = after.isCertain || stoppedBy.includes("multiple-heads");
    if (after.heads.length > level && isSure) {
      const had = new Set(before.heads);
      found.push(["extra-heads", after.heads.filter((head) => !had.has(head))]);
    }
    for (const [kind, names] of after.damage) {
      // What was missing already may have been among what nobody could read.
      if (isAbsence(kind) && !before.isCertain) continue;
      const had = new Set(before.damage.get(kind));
      const fresh = names.filter((one) => !had.has(one));
      if (fresh.length > 0) found.push([kind, fresh]);
    }
    return found.map(([kind, names]) => {
      const incident: Incident = {
        number: this.#all.length + 1,
        kind,
        scriptDirectory: name,
        names,
        began: moment.place,
        verdict: moment.verdict,
        stoppedBy,
        headsOfBranch: moment.headsOfBranch,
        healed: null,
        isCertain: before.isCertain && after.isCertain,
      };
      this.#all.push(incident);
      this.#open.push({ incident, level, at: moment });
      return incident.number;
    });
  }
}

function isAbsence(kind: IncidentKind): boolean {
  return kind === "missing-down-revision" || kind === "missing-dependency";
}

function isOver({ kind, names }: Incident, level: number, now: Condition): boolean {
  if (kind === "extra-heads") return now.heads.length <= level;
  if (isAbsence(kind) && !now.isCertain) return false;
  const left = new Set(now.damage.get(kind));
  return !names.some((name) => left.has(name));
}

function isSame(a: Condition, b: Condition): boolean {
  return describe(a) === describe(b);
}

function describe({ heads, damage }: Condition): string {
  return JSON.stringify([heads, [...damage]]);
}
