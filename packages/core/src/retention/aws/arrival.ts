/** What arrives too late to be stored, by the retention that a table of DynamoDB keeps. */

export { type ArrivalStore, arrivalExpiry, type IsPast } from "../arrival.ts";
export { bucketTags } from "../target/bucket-tags.ts";
export { DynamoState } from "./dynamo-state.ts";
