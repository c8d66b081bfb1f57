import type { CorpusEntry } from "../entry.ts";
import { accountTiles } from "./account.ts";
import { errorTiles } from "./errors.ts";
import { loginTiles } from "./logins.ts";
import { operationTiles } from "./operations.ts";

/** The tiles of the dashboards, asked over the account's records. */
export const tiles: readonly CorpusEntry[] = [operationTiles, errorTiles, loginTiles, accountTiles].flat();
