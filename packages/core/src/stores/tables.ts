import type { KeptSourceName } from "../catalog/index.ts";
import {
  databaseDdl,
  type RawDdlOptions,
  type TableShape,
  type TableStatement,
  tableStatements,
} from "../dialect/ddl/index.ts";
import { type CreatedTables, createTables } from "../engine/athena/create-tables.ts";
import { type AwsCredentials, athenaClient } from "../engine/aws.ts";
import { storeFailure } from "../engine/remote/failure.ts";
import { TrailkeepError } from "../error.ts";
import { didYouMean } from "../query/near.ts";
import type { AthenaConfig, StoresConfig } from "./schema.ts";

/** What the stores file does not say of tables that are to be made. */
export interface TableWishes extends Omit<RawDdlOptions, "database" | "table" | "freshTable"> {
  readonly store: string;
  readonly source: KeptSourceName;
}

/** The tables that a store declares for a source, as statements. */
export interface DeclaredTables {
  readonly store: string;
  readonly config: AthenaConfig;
  readonly shape: TableShape;
  readonly database: string;
  readonly tables: readonly TableStatement[];
  /** All of it in order, the database first. */
  readonly statements: readonly string[];
}

/**
 * The statements for the tables that a store of Athena's is declared with: names and shape are the declaration's, and where
 * nothing else is said, so are accounts and regions.
 * @throws TrailkeepError invalid-request, capability
 */
export function declaredTables({ stores }: StoresConfig, wishes: TableWishes): DeclaredTables {
  const { store, source, ...options } = wishes;
  const config = stores[store];
  if (config === undefined) throw noStore(store, Object.keys(stores));
  if (config.engine !== "athena") {
    const message = `the store \`${store}\` is one of ${config.engine}: only Athena has tables to make`;
    throw new TrailkeepError("invalid-request", message);
  }
  const place = config.sources[source];
  if (place === undefined) {
    const hint = "declare its tables under `sources`, by the names that they are to have";
    throw new TrailkeepError("invalid-request", { message: `the store \`${store}\` declares no ${source}`, hint });
  }
  const { shape, holds } = place;
  const names = namesOf(place, store, source);
  const tables = tableStatements(source, shape, {
    ...options,
    ...names,
    accounts:
      options.accounts.length > 0 || options.organization !== undefined ? options.accounts : (holds?.accounts ?? []),
    regions: options.regions.length > 0 ? options.regions : (holds?.regions ?? [config.region]),
  });
  const { database } = names;
  const made = place.shape === "store" && place.archive === null ? tables.slice(0, 1) : tables;
  const statements = [databaseDdl(database), ...made.map(({ text }) => text)];
  return { store, config, shape, database, tables: made, statements };
}

/** Makes them where they are not there yet. */
export async function createDeclaredTables(
  { store, config, database, tables }: DeclaredTables,
  { credentials, signal }: { readonly credentials?: AwsCredentials | undefined; readonly signal: AbortSignal },
): Promise<CreatedTables> {
  const client = await athenaClient({ ...config, credentials });
  try {
    return await createTables(client, config, { database, tables }, signal);
  } catch (error) {
    if (signal.aborted) throw new TrailkeepError("cancelled", "stopped; what was made by then stays");
    throw storeFailure(error, store);
  } finally {
    client.destroy();
  }
}

type Place = NonNullable<AthenaConfig["sources"][KeptSourceName]>;

/** The names that the tables are declared with. One statement makes tables of one database and of Glue's own catalog. */
function namesOf(place: Place, store: string, source: KeptSourceName) {
  const named =
    place.shape === "raw" ? [place.table] : [place.fresh, ...(place.archive === null ? [] : [place.archive])];
  const [first, second = first] = named;
  const other = named.find(({ catalog = "AwsDataCatalog" }) => catalog !== "AwsDataCatalog");
  if (other !== undefined || first === undefined || second === undefined || first.database !== second.database) {
    const message = `the tables of ${source} in \`${store}\` are of several databases, or of another catalog than AwsDataCatalog`;
    throw new TrailkeepError("invalid-request", {
      message,
      hint: "make them by hand: `trailkeep ddl` writes the statements",
    });
  }
  if (place.shape === "raw") return { database: first.database, table: first.table };
  // Without an archive the table's own name is not made, and any will do.
  return { database: first.database, table: place.archive?.table ?? source, freshTable: place.fresh.table };
}

function noStore(name: string, known: readonly string[]): TrailkeepError {
  const hint = didYouMean(name, known) ?? `there are ${known.join(", ")}`;
  return new TrailkeepError("invalid-request", { message: `the stores file declares no \`${name}\``, hint });
}
