export type { CreatedTables } from "../engine/athena/create-tables.ts";
export { type Check, checkStores } from "./check/index.ts";
export { type Discovery, discoverStores } from "./discover/index.ts";
export { type OpenOptions, openStores } from "./open.ts";
export { parseStores } from "./parse.ts";
export { readStores } from "./read.ts";
export { type RetentionPlace, type StoreConfig, type StoresConfig, storesSchema } from "./schema.ts";
export { createDeclaredTables, type DeclaredTables, declaredTables, type TableWishes } from "./tables.ts";
