export { openStores } from "./open.ts";
export { parseStores } from "./parse.ts";
export { readStores } from "./read.ts";
export { type StoreConfig, type StoresConfig, storesSchema } from "./schema.ts";
