import type { TableMetadata } from "@aws-sdk/client-athena";
import { type KeptSourceName, localSourceNames } from "../../catalog/index.ts";
import { columnTypes } from "../../store/column.ts";

interface Pair {
  readonly fresh: string[];
  readonly archive: string[];
}

/** Tables of a store on S3 as `trailkeep ddl` makes them: known by all their columns, and by how they are partitioned. */
export class OwnTables {
  readonly #pairs = new Map<string, Map<KeptSourceName, Pair>>();

  /** Takes note of a table if it is one. @returns whether it is */
  take(table: TableMetadata, database: string): boolean {
    const names = new Set((table.Columns ?? []).map(({ Name = "" }) => Name.toLowerCase()));
    const source = localSourceNames.find((name) => columnTypes(name).every((column) => names.has(column.name)));
    if (source === undefined || table.Name === undefined) return false;
    const bySource = this.#pairs.get(database) ?? new Map<KeptSourceName, Pair>();
    const pair = bySource.get(source) ?? { fresh: [], archive: [] };
    this.#pairs.set(database, bySource.set(source, pair));
    // An Iceberg table has its partition's column among the others.
    pair[names.has("ingest_hour") && names.has("day") ? "archive" : "fresh"].push(table.Name);
    return true;
  }

  /** How the stores file declares them: the first database's, and what a person should know. */
  found() {
    const sources: Partial<Record<KeptSourceName, Readonly<Record<string, unknown>>>> = {};
    const notes: string[] = [];
    for (const [database, bySource] of this.#pairs) {
      for (const [source, { fresh, archive }] of bySource) {
        const [first, ...others] = fresh;
        const [kept, ...rest] = archive;
        if (first === undefined || sources[source] !== undefined) {
          const why =
            first === undefined ? "it has no table of fresh files" : `another database holds ${source} already`;
          notes.push(...[...fresh, ...archive].map((name) => `table ${database}.${name}: left out, ${why}`));
          continue;
        }
        notes.push(
          ...[...others, ...rest].map(
            (name) => `table ${database}.${name}: left out, because another holds ${source} already`,
          ),
        );
        if (kept !== undefined)
          notes.push(`table ${database}.${kept}: name the ledger under \`ledger\`: it says which hours it holds whole`);
        sources[source] = {
          shape: "store",
          fresh: { database, table: first },
          archive: kept === undefined ? null : { database, table: kept },
        };
      }
    }
    return { sources, notes };
  }
}
