import type { ArchiveClass } from "./archive.ts";
import { type Duration, longestDays, parseDuration, shortestDays } from "./duration.ts";
import { presets } from "./preset/index.ts";
import type { PolicyFile, WrittenPolicy } from "./schema.ts";
import { type Selector, type Selects, selects } from "./selector.ts";

/** A policy as the planner takes it: presets resolved, durations in days. */
export interface Policy {
  readonly name: string;
  readonly select: Selector;
  readonly selects: Selects;
  /** Days that a record is kept at least, counted long; 0 if the policy asks for none. */
  readonly keepDays: number;
  /** Days after which a record must be gone, counted short; null if the policy asks for none. */
  readonly deleteDays: number | null;
  /** Days that a record must be readable without being restored, counted long. */
  readonly immediateDays: number;
  /** When objects move to a cheaper class, days, counted long. */
  readonly archive: { readonly days: number; readonly storageClass: ArchiveClass } | null;
  readonly rule: { readonly framework: string; readonly clause: string; readonly reference?: string | undefined };
  readonly owner: string;
}

/** The policies of a file, in its order. */
export function policiesOf({ policies }: PolicyFile): readonly Policy[] {
  return policies.map(resolve);
}

function resolve(written: WrittenPolicy): Policy {
  const preset = written.preset === undefined ? undefined : presets[written.preset];
  const rule = written.rule ?? preset?.rule;
  if (rule === undefined) throw new Error("the schema asks for a rule");
  const immediately =
    preset !== undefined && "immediatelyAvailable" in preset ? preset.immediatelyAvailable : undefined;
  return {
    name: written.name,
    select: written.select,
    selects: selects(written.select),
    keepDays: days(written.keepAtLeast ?? preset?.keepAtLeast, longestDays) ?? 0,
    deleteDays: days(written.deleteAfter, shortestDays),
    immediateDays: days(written.immediatelyAvailable ?? immediately, longestDays) ?? 0,
    archive:
      written.archive === undefined
        ? null
        : { days: days(written.archive.after, longestDays) ?? 0, storageClass: written.archive.storageClass },
    rule,
    owner: written.owner,
  };
}

function days(text: string | undefined, count: (duration: Duration) => number): number | null {
  if (text === undefined) return null;
  const duration = parseDuration(text);
  if (duration === null) throw new Error("the schema asks for a duration");
  return count(duration);
}
