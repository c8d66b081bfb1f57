export type { Patience } from "./deliver.ts";
export { type SendOptions, type SendReport, sendLogs } from "./send.ts";
