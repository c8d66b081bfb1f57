export { type Check, type CheckName, checks } from "./check.ts";
export { type CheckOptions, runChecks } from "./run.ts";
