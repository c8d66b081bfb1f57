import { readFileSync } from "node:fs";
import { GetObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { stringify } from "yaml";
import { localSourceNames } from "../catalog/index.ts";
import { storeFailure } from "../engine/remote/failure.ts";
import { TrailkeepError } from "../error.ts";

/** Where the configuration is: as text, in a file or an object of S3; or what the stack has made by itself. */
export type RemoteStores = { readonly declared: string } | { readonly made: MadeStore };

/** The tables of the store on S3, by the names that `trailkeep ddl` gives them. */
export interface MadeStore {
  readonly region: string;
  readonly database: string;
  readonly workgroup: string;
  /** The ingest ledger's table: a mover keeps an archive beside it. */
  readonly ledger?: string | undefined;
}

export interface StoresText {
  readonly text: string;
  /** For messages. */
  readonly name: string;
}

/** @throws TrailkeepError invalid-config, and what S3 says */
export async function storesText(stores: RemoteStores, s3: S3Client): Promise<StoresText> {
  if ("made" in stores) return { text: madeStores(stores.made), name: "the store's own tables" };
  const { declared } = stores;
  if (/^s3:\/\//.test(declared)) return { text: await objectText(declared, s3), name: declared };
  if (/[\n{]/.test(declared)) return { text: declared, name: "TRAILKEEP_STORES" };
  try {
    return { text: readFileSync(declared, "utf8"), name: declared };
  } catch (error) {
    const hint = "TRAILKEEP_STORES is the configuration itself, a file, or `s3://bucket/key`";
    const message = "cannot read the stores file";
    throw new TrailkeepError("invalid-config", { message, at: declared, hint }, { cause: error });
  }
}

async function objectText(uri: string, s3: S3Client): Promise<string> {
  const [, Bucket = "", Key = ""] = /^s3:\/\/([^/]+)\/(.+)$/.exec(uri) ?? [];
  try {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
    return (await Body?.transformToString()) ?? "";
  } catch (error) {
    throw storeFailure(error, uri);
  }
}

/** What ingest has written, and with a ledger the archive: as far as the ledger says, which is nowhere before a first move. */
function madeStores({ region, database, workgroup, ledger }: MadeStore): string {
  const sources = localSourceNames.map((source) => {
    const fresh = { database, table: `${source}_fresh` };
    const archived = ledger === undefined ? {} : { archive: { database, table: source }, ledger };
    return [source, { shape: "store", fresh, ...archived }] as const;
  });
  const athena = { engine: "athena", region, workgroup, sources: Object.fromEntries(sources) };
  return stringify({ stores: { athena } });
}
