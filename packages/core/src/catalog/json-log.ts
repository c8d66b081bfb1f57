import { json } from "./field.ts";
import { logEvent, message } from "./log-event.ts";
import { defineDiscovered } from "./source.ts";

/** Any log whose events are JSON objects: their fields are open. */
export const jsonLog = defineDiscovered({
  name: "json_log",
  doc: "Any log in CloudWatch Logs whose events are JSON objects.",
  reference: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_AnalyzeLogData-discoverable-fields.html",
  stores: ["insights"],
  time: "timestamp",
  id: "logStream",
  fields: {
    ...logEvent,
    fields: json("The event's object; the first 200 of its fields can be asked about, as in `fields.request.path`.", {
      insights: "",
    }),
    ...message,
  },
});
