/** The query service without a folder: stores in AWS alone, for processes that answer for each other's queries. */

export { openRemoteService, type RemoteServiceOptions } from "./service.ts";
export type { RemoteStores } from "./stores-text.ts";
