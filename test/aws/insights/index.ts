/** The Logs Insights language as AWS documents it: an evaluator over log events, for tests to hold clients against. */
export type { LogEvent } from "./discover.ts";
export { fieldsOf } from "./discover.ts";
export { type Answer, evaluate } from "./evaluate.ts";
export { parseQuery } from "./parse.ts";
export { defaultReadings, otherReadings, type Readings } from "./readings.ts";
