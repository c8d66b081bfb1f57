import { TrailkeepError } from "../../error.ts";

/** What Logs Insights says of a query that has no result: its state and no more. Rows of one that timed out are a part. */
export function failure(status: "Failed" | "Cancelled" | "Timeout"): TrailkeepError {
  switch (status) {
    case "Timeout":
      return new TrailkeepError("timeout", {
        message: "Logs Insights stopped the query after 60 minutes",
        hint: "ask for a shorter time range",
      });
    case "Cancelled":
      return new TrailkeepError("cancelled", "the query was stopped in Logs Insights");
    case "Failed":
      return new TrailkeepError("store-failed", "the query failed in Logs Insights, which does not say why");
  }
}
