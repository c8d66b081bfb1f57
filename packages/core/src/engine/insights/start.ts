import type { StartQueryCommandInput } from "@aws-sdk/client-cloudwatch-logs";
import type { InsightsStatement } from "../../dialect/statement.ts";
import type { Part } from "./gather.ts";

/**
 * A start of Logs Insights over the statement's whole window, or a part of it. A part is told to the millisecond in the
 * text as well: whether a window's last second counts as a whole is documented nowhere.
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartQuery.html
 */
export function startInput(statement: InsightsStatement, part: Part | null): StartQueryCommandInput {
  const { text, logGroups, startSeconds, endSeconds } = statement;
  const logGroupIdentifiers = [...logGroups];
  if (part === null) return { logGroupIdentifiers, startTime: startSeconds, endTime: endSeconds, queryString: text };
  const { startMs, endMs } = part;
  return {
    logGroupIdentifiers,
    startTime: Math.floor(startMs / 1_000),
    endTime: Math.ceil(endMs / 1_000),
    queryString: `filter toMillis(@timestamp) >= ${startMs} and toMillis(@timestamp) < ${endMs}\n| ${text}`,
  };
}
