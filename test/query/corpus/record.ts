import { fieldsOf, provenance, type SourceName, sourceOf } from "@trailkeep/core/catalog";
import type { Cell, StoreRow } from "@trailkeep/core/store";

/** A record by hand: what is not named is null. `id` makes its record id; `at` is its time. */
export function record(source: SourceName, id: number, at: string, named: Readonly<Record<string, Cell>>): StoreRow {
  const timeMs = Date.parse(at);
  const fields = fieldsOf(source).filter(([name]) => !Object.hasOwn(provenance, name));
  const unknown = Object.keys(named).filter((name) => !fields.some(([field]) => field === name));
  if (unknown.length > 0) throw new Error(`${source} has no ${unknown.join(", ")}`);
  const cells = fields.map(([name]) => (name === sourceOf(source).time ? timeMs : (named[name] ?? null)));
  return { source, timeMs, recordId: String(id).padStart(32, "0"), cells };
}
