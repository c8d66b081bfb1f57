import { string, timestamp } from "./field.ts";

/**
 * What CloudWatch Logs keeps of every event, under the names of its system fields.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_AnalyzeLogData-discoverable-fields.html
 */
export const logEvent = {
  timestamp: timestamp("When the event happened, as its producer says.", { insights: "@timestamp" }),
  ingestionTime: timestamp("When CloudWatch Logs received the event.", { insights: "@ingestionTime" }),
  logStream: string("Log stream that the event was put into.", { insights: "@logStream" }),
  log: string("Log group of the event, as `account:name`.", { insights: "@log" }),
} as const;

/** The message itself, last as in every source. */
export const message = { raw: string("The event as it was put, verbatim.", { insights: "@message" }) } as const;
