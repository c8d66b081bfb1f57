/** Retention whose evidence is kept in AWS. */

export { within } from "./deadline.ts";
export { handler, type RetentionRun } from "./handler.ts";
export {
  type AwsRetention,
  type AwsRetentionHome,
  type OpenAwsRetention,
  type OpenRetentionHome,
  openAwsRetention,
  openRetentionHome,
  type RetentionHome,
} from "./open.ts";
