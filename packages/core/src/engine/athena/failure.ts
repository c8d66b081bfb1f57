import type { QueryExecution } from "@aws-sdk/client-athena";
import { TrailkeepError } from "../../error.ts";

/**
 * What Athena says of a query that has no result.
 * @see https://docs.aws.amazon.com/athena/latest/ug/error-reference.html
 */
export function failure({ Status }: QueryExecution): TrailkeepError {
  const text = Status?.AthenaError?.ErrorMessage ?? Status?.StateChangeReason ?? "";
  const reason = text === "" ? "" : `: ${text}`;
  if (/bytes scanned limit/i.test(text)) {
    return new TrailkeepError("exhausted", {
      message: `the query scanned more than its workgroup allows${reason}`,
      hint: "ask for a shorter time range",
    });
  }
  if (Status?.State === "CANCELLED") return new TrailkeepError("cancelled", `the query was stopped in Athena${reason}`);
  if (/exhausted resources/i.test(text)) {
    return new TrailkeepError("exhausted", {
      message: `Athena could not hold the query${reason}`,
      hint: "ask for a shorter time range, fewer columns or fewer groups",
    });
  }
  if (/timeout|timed out/i.test(text)) {
    return new TrailkeepError("timeout", {
      message: `Athena stopped the query${reason}`,
      hint: "ask for a shorter time range",
    });
  }
  const problem = { message: `the query failed in Athena${reason}` };
  const again = Status?.AthenaError?.Retryable === true;
  return new TrailkeepError(
    "store-failed",
    again ? { ...problem, hint: "Athena says that it may succeed if asked again" } : problem,
  );
}
