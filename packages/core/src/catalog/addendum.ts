import { string } from "./field.ts";

/**
 * The `addendum` block of a record whose delivery was late or that updates an earlier one.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export const addendum = {
  "addendum.reason": string("Why the event or part of it came late.", { since: "1.08" }),
  "addendum.updatedFields": string("Fields of the record that the addendum updates.", { since: "1.08" }),
  "addendum.originalRequestID": string("Request id of the event that is being updated.", { since: "1.08" }),
  "addendum.originalEventID": string("Event id of the event that is being updated.", { since: "1.08" }),
} as const;
