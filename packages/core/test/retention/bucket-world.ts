import type { Observed, ObservedS3Bucket } from "@trailkeep/core/retention";
import fc from "fast-check";
import { dayMs } from "./calendar.ts";
import { identity, names, nowMs } from "./world.ts";

/** Buckets and places of query results, with rules of all kinds, and what S3 does to one object there. */

type Rule = ObservedS3Bucket["rules"][number];

const days = fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 4_000 }));

const ruleArbitrary = fc
  .record({
    enabled: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, fc.constant(false)),
    filter: fc.record({
      prefix: fc.constantFrom("", "", "results/", "results/a", "other/"),
      legacy: fc.constant(false),
      narrowed: fc.oneof({ weight: 3, arbitrary: fc.constant(false) }, fc.constant(true)),
    }),
    expiration: fc.option(
      fc.oneof(
        { weight: 4, arbitrary: days.map((days) => ({ days })) },
        fc.constant({ date: new Date(nowMs - 30 * dayMs).toISOString() }),
        fc.constant({ deleteMarkers: true } as const),
      ),
    ),
    noncurrentExpiration: fc.option(fc.record({ days, newerVersions: fc.option(fc.integer({ min: 1, max: 5 })) })),
    transitions: fc.array(
      fc.record({
        days: fc.option(fc.integer({ min: 30, max: 400 }), { freq: 8 }),
        storageClass: fc.constantFrom("STANDARD_IA", "GLACIER", "DEEP_ARCHIVE"),
      }),
      { maxLength: 1 },
    ),
    abortUploadsDays: fc.option(fc.integer({ min: 1, max: 30 })),
  })
  // S3 refuses a rule that ends before it moves.
  .map(
    ({ transitions, ...rule }): Omit<Rule, "id"> => ({
      ...rule,
      transitions: transitions.filter(
        ({ days }) => days === null || !(rule.expiration && "days" in rule.expiration && rule.expiration.days <= days),
      ),
    }),
  );

const rulesArbitrary = (prefix: string) =>
  fc
    .record({ others: fc.array(ruleArbitrary, { maxLength: 2 }), own: fc.option(ruleArbitrary), legacy: fc.boolean() })
    .map(({ others, own, legacy }): readonly Rule[] => {
      const suffix = prefix === "" ? "" : `:${prefix}`;
      const form = (rule: Omit<Rule, "id">, id: string): Rule => ({ ...rule, id, filter: { ...rule.filter, legacy } });
      return [
        ...others.map((rule, index) => form(rule, `theirs-${index}`)),
        ...(own === null ? [] : [form(own, `trailkeep-retention${suffix}`)]),
      ];
    });

const stateArbitrary = (prefix: string) =>
  fc
    .record({
      versioning: fc.constantFrom("unversioned" as const, "enabled" as const, "suspended" as const),
      mfaDelete: fc.oneof({ weight: 19, arbitrary: fc.constant(false) }, fc.constant(true)),
      lock: fc.option(
        fc.record({ defaultDays: fc.constantFrom(0, 30, 400), mode: fc.constant("GOVERNANCE" as const) }),
      ),
      rules: rulesArbitrary(prefix),
    })
    // Object Lock asks for versions.
    .map(({ lock, ...state }) => ({ ...state, objectLock: state.versioning === "enabled" ? lock : null }));

export const bucketArbitrary = fc
  .record({
    name: names,
    state: stateArbitrary(""),
    unheld: fc.boolean(),
    ownHolds: fc.array(fc.integer({ min: nowMs - 5_000 * dayMs, max: nowMs }), { maxLength: 30 }),
  })
  .map(
    ({ name, state, unheld, ownHolds }): Observed => ({
      kind: "s3_bucket",
      id: `bucket ${name}`,
      ...identity(name),
      ...state,
      unheld: unheld && state.objectLock !== null,
      ownHolds: state.objectLock === null ? [] : ownHolds,
    }),
  );

export const resultsArbitrary = fc.record({ name: names, state: fc.option(stateArbitrary("results/")) }).map(
  ({ name, state }): Observed => ({
    kind: "athena_results",
    id: `results ${name}`,
    ...identity(name),
    workGroups: [name],
    location: state === null ? null : { bucket: "shared", prefix: "results/", ...state },
  }),
);

export interface Place {
  readonly rules: readonly Rule[];
  readonly versioned: boolean;
  readonly lockDays: number;
}

/** What is true of one object, and what S3 makes of it: as quick as it may be, or as slow. */
export interface Fate {
  readonly key: string;
  /** Whether it has the tags, or the size, that a narrowed rule asks for. */
  readonly matchesNarrowed: boolean;
  readonly createdMs: number;
  readonly slow: boolean;
}

/**
 * When nothing of the object is left; infinity if that never happens. Written from the user guide: ages are counted from
 * the creation, and for old versions from when they were replaced, and rounded up to midnight UTC.
 */
export function goneMs({ rules, versioned, lockDays }: Place, fate: Fate): number {
  const own = rules.filter(
    ({ enabled, filter }) =>
      enabled && fate.key.startsWith(filter.prefix) && (!filter.narrowed || fate.matchesNarrowed),
  );
  const removalMs = fate.slow ? 2 * dayMs : 0;
  const expiredMs = removalMs + Math.min(...own.map((rule) => expiryMs(rule, fate.createdMs)));
  if (!versioned) return expiredMs;
  const oldMs = own.map(({ noncurrentExpiration: old }) =>
    old === null || (fate.slow && old.newerVersions !== null)
      ? Number.POSITIVE_INFINITY
      : midnight(expiredMs + old.days * dayMs),
  );
  const unlockedMs = lockDays === 0 ? 0 : midnight(fate.createdMs + lockDays * dayMs);
  return Math.max(Math.min(...oldMs), unlockedMs) + removalMs;
}

/** When it is archived, at the earliest. */
export function archivedMs({ rules }: Place, fate: Fate): number {
  const moves = rules
    .filter(({ enabled, filter }) => enabled && fate.key.startsWith(filter.prefix))
    .filter(({ filter }) => !filter.narrowed || fate.matchesNarrowed)
    .flatMap(({ transitions }) => transitions)
    .filter(({ storageClass }) => storageClass === "GLACIER" || storageClass === "DEEP_ARCHIVE");
  return Math.min(
    ...moves.map(({ days }) => (days === null ? fate.createdMs : midnight(fate.createdMs + days * dayMs))),
  );
}

function expiryMs({ expiration }: Rule, createdMs: number): number {
  if (expiration === null || "deleteMarkers" in expiration) return Number.POSITIVE_INFINITY;
  if ("days" in expiration) return midnight(createdMs + expiration.days * dayMs);
  return Math.max(Date.parse(expiration.date), createdMs);
}

function midnight(timeMs: number): number {
  return Number.isFinite(timeMs) ? Math.ceil(timeMs / dayMs) * dayMs : timeMs;
}
