import { expect } from "vitest";
import type { Account } from "./account.ts";
import type { LogObject } from "./logs.ts";
import { type FoundEntry, type Observed, observe } from "./observe.ts";

/**
 * What must hold of the objects once no message is left: each row once, in the hour that the ledger says, counts that add
 * up, what could not be read kept, no object without an entry, nothing under way.
 */
export async function judge(account: Account, objects: readonly LogObject[]): Promise<Observed> {
  const found = await observe(account);
  const uri = (key: string): string => `s3://${account.logs}/${key}`;
  const entries = new Map(found.entries.map((entry) => [entry.key, entry]));
  expect([...entries.keys()].sort()).toEqual(objects.map(({ key }) => key).sort());
  expect(found.entries).toHaveLength(objects.length);
  const rows = objects.flatMap(({ key, expected }) =>
    Object.entries(expected.rows).flatMap(([source, ids]) =>
      ids.map((id) => `${source} ${entries.get(key)?.ingestHour} ${uri(key)} ${id}`),
    ),
  );
  expect(found.rows.map((row) => `${row.source} ${row.hour} ${row.object} ${row.id}`).sort()).toEqual(rows.sort());
  for (const object of objects) judgeEntry(object, entries.get(object.key), found);
  expect(found.open).toBe(0);
  judgeSums(found);
  return found;
}

function judgeEntry({ key, body, expected }: LogObject, entry: FoundEntry | undefined, found: Observed): void {
  const written = Object.values(expected.rows).flat().length;
  expect(entry, key).toMatchObject({
    state: expected.state,
    recordsRead: written + expected.repeated + expected.quarantined,
    recordsWritten: written,
    recordsRepeated: expected.repeated,
    recordsQuarantined: expected.quarantined,
  });
  if (expected.state !== "done") expect(entry?.reason, key).not.toBeNull();
  const kept = entry?.quarantine === null ? undefined : found.quarantine.get(entry?.quarantine ?? "");
  if (expected.state === "quarantined") expect(kept?.equals(body), key).toBe(true);
  const lines = expected.state === "quarantined" ? 0 : (kept?.toString().split("\n").length ?? 1) - 1;
  expect(lines, key).toBe(expected.quarantined);
}

/** The sums of the days are those of the entries. */
function judgeSums({ entries, sums }: Observed): void {
  const total = (name: "recordsRead" | "recordsWritten" | "recordsRepeated" | "recordsQuarantined"): number =>
    entries.reduce((sum, entry) => sum + entry[name], 0);
  for (const name of ["recordsRead", "recordsWritten", "recordsRepeated", "recordsQuarantined"] as const)
    expect(sums[name] ?? 0, name).toBe(total(name));
  for (const state of ["done", "quarantined", "ignored", "gone"])
    expect(sums[`objects_${state}`] ?? 0, state).toBe(entries.filter((entry) => entry.state === state).length);
}
