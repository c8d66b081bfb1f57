import { generateKeyPairSync } from "node:crypto";
import {
  type Anchor,
  type AnyTarget,
  EvidenceLog,
  type Hold,
  localSigner,
  type ObservedLocalStore,
  type ObservedLogGroup,
  type OpenTargets,
} from "@trailkeep/core/retention";
import type { StateEntry, StateStore } from "@trailkeep/core/store";
import { dayMs } from "./calendar.ts";
import { identity } from "./world.ts";

/** State in memory, with the promises of a real one. */
export function memoryState(): StateStore {
  const entries = new Map<string, StateEntry>();
  return {
    get: async (key) => entries.get(key),
    async putIfAbsent(key, value) {
      if (entries.has(key)) return false;
      entries.set(key, { key, value, version: 1 });
      return true;
    },
    async putIfMatch(key, value, version) {
      if (entries.get(key)?.version !== version) return false;
      entries.set(key, { key, value, version: version + 1 });
      return true;
    },
    list: async (prefix, { limit, afterKey = "" }) =>
      [...entries.values()]
        .filter(({ key }) => key.startsWith(prefix) && key > afterKey)
        .sort((a, b) => (a.key < b.key ? -1 : 1))
        .slice(0, limit),
  };
}

const keys = generateKeyPairSync("ed25519");

/** Evidence in a state, signed, with its anchor in memory. */
export function memoryEvidence(state: StateStore): EvidenceLog {
  let anchor: Anchor | null = null;
  return new EvidenceLog({
    state,
    signer: async () => localSigner(keys),
    publicKey: async () => keys.publicKey,
    anchor: {
      place: "memory",
      read: async () => anchor,
      write: async (next) => {
        anchor = next;
      },
    },
  });
}

/** A record in a store in memory. */
export interface MemoryRecord {
  readonly kind: "log_group" | "local_store";
  /** Name and id of its store. */
  readonly store: string;
  readonly id: string;
  readonly timeMs: number;
  /** How much of the worst lag its deletion takes, 0 to 1. */
  readonly late: number;
  goneMs: number | null;
  /** Whether a hold covered it when it went. */
  heldAtEnd: boolean;
  /** Whether it was still there when retention began: what was gone by then is nobody's fault. */
  planned: boolean;
}

/** CloudWatch Logs deletes up to 72 hours late: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html */
const logGroupLagMs = 3 * dayMs;

/** Stores whose clocks and lags are those of the real ones. */
export function memoryTargets(clock: { nowMs: number }) {
  const groups = new Map<string, ObservedLogGroup>();
  const sources = new Map<string, string>();
  const all: MemoryRecord[] = [];

  const add = (
    kind: MemoryRecord["kind"],
    store: string,
    id: string,
    records: readonly { age: number; late: number }[],
  ) => {
    for (const { age, late } of records) {
      const timeMs = clock.nowMs - age * dayMs - (age % 24) * 3_600_000;
      all.push({ kind, store, id, timeMs, late, goneMs: null, heldAtEnd: false, planned: true });
    }
  };

  /** Records of a log group that its setting has let go by now. */
  const expire = (hold: Hold | null) => {
    for (const record of all) {
      const days = groups.get(record.id)?.retentionDays ?? null;
      if (record.kind !== "log_group" || record.goneMs !== null || days === null) continue;
      const goesMs = record.timeMs + days * dayMs + record.late * logGroupLagMs;
      if (goesMs <= clock.nowMs) end(record, Math.max(goesMs, clock.nowMs - dayMs), hold);
    }
  };

  const end = (record: MemoryRecord, atMs: number, hold: Hold | null) => {
    record.goneMs = atMs;
    const covers = hold !== null && record.store.startsWith(String(hold.select.name).replace("*", ""));
    record.heldAtEnd =
      covers && record.timeMs >= (hold.startMs ?? 0) && record.timeMs < (hold.endMs ?? 0) && hold.placedAtMs <= atMs;
  };

  const dayOf = (timeMs: number) => new Date(timeMs).toISOString().slice(0, 10);
  const observeSource = (id: string): ObservedLocalStore => {
    const own = all.filter((record) => record.id === id && record.goneMs === null);
    const days = [...new Set(own.map(({ timeMs }) => dayOf(timeMs)))].sort();
    const rows = (day: string) => own.filter(({ timeMs }) => dayOf(timeMs) === day).length;
    return {
      kind: "local_store",
      id,
      ...identity(sources.get(id) ?? ""),
      days: days.map((day) => ({ day, rows: rows(day), sizeBytes: rows(day) })),
    };
  };

  let standing: readonly Hold[] = [];
  const logGroups: AnyTarget = {
    kind: "log_group",
    observe: async () => ({ stores: [...groups.values()], unread: [] }),
    reobserve: async (id) => groups.get(id) ?? null,
    async apply(action) {
      const group = groups.get(action.store);
      if (group === undefined) throw new Error(action.store);
      if (action.type === "protect") groups.set(group.id, { ...group, deletionProtected: true });
      if (action.type === "set_retention") groups.set(group.id, { ...group, retentionDays: action.after });
      return { changed: true, proof: {} };
    },
    isApplied: (action, group) =>
      group !== null &&
      (action.type === "protect"
        ? group.deletionProtected === true
        : action.type === "set_retention" && group.retentionDays === action.after),
  };
  const local: AnyTarget = {
    kind: "local_store",
    observe: async () => ({ stores: [...sources.keys()].map(observeSource), unread: [] }),
    reobserve: async (id) => (sources.has(id) ? observeSource(id) : null),
    async apply(action) {
      if (action.type !== "delete_days") throw new Error(action.type);
      const going = all.filter(
        ({ id, goneMs, timeMs }) => id === action.store && goneMs === null && action.days.includes(dayOf(timeMs)),
      );
      for (const record of going) end(record, clock.nowMs, standing[0] ?? null);
      return { changed: going.length > 0, proof: {} };
    },
    isApplied: (action, store) =>
      store !== null && action.type === "delete_days" && store.days.every(({ day }) => !action.days.includes(day)),
  };
  const open: OpenTargets = async ({ holds }) => {
    standing = holds;
    return [logGroups, local];
  };

  return {
    open,
    records: (): readonly MemoryRecord[] => all,
    /** Time has passed: stores have deleted what their settings let go. */
    pass: expire,
    addLogGroup(name: string, days: number | null, records: readonly { age: number; late: number }[]) {
      const id = `log group ${name}`;
      groups.set(id, {
        kind: "log_group",
        id,
        ...identity(name),
        retentionDays: days,
        accountPolicy: null,
        logGroupClass: "STANDARD",
        storedBytes: 1,
        deletionProtected: false,
        kmsKeyId: null,
      });
      add("log_group", name, id, records);
      // What the setting of before has let go is gone before anybody planned anything.
      for (const record of all) {
        if (record.id !== id || days === null) continue;
        if (record.timeMs + days * dayMs + record.late * logGroupLagMs <= clock.nowMs) {
          Object.assign(record, { goneMs: clock.nowMs, planned: false });
        }
      }
    },
    addSource(name: string, records: readonly { age: number; late: number }[]) {
      const id = `source ${name}`;
      sources.set(id, name);
      add("local_store", name, id, records);
    },
  };
}
