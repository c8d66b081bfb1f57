import { double, integer, json, string } from "./field.ts";
import { logEvent, message } from "./log-event.ts";
import { defineDiscovered } from "./source.ts";

/** Logs of Lambda functions: the platform's START, END and REPORT lines, and what functions log themselves. */
export const lambdaLog = defineDiscovered({
  name: "lambda_log",
  doc: "Logs of Lambda functions in CloudWatch Logs.",
  reference: "https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html",
  stores: ["insights"],
  time: "timestamp",
  id: "requestId",
  fields: {
    ...logEvent,
    requestId: string("Invocation that the line is of.", { insights: "@requestId" }),
    type: string("`START`, `END` or `REPORT`; null for what a function logs.", { insights: "@type" }),
    duration: double("Milliseconds that the invocation took.", { insights: "@duration" }),
    billedDuration: double("Milliseconds that are billed.", { insights: "@billedDuration" }),
    initDuration: double("Milliseconds that a cold start took.", { insights: "@initDuration" }),
    memorySize: integer("Memory that the function may use, bytes; a megabyte is 1,000,000 here.", {
      insights: "@memorySize",
    }),
    maxMemoryUsed: integer("Most memory that the function used, bytes.", { insights: "@maxMemoryUsed" }),
    xrayTraceId: string("X-Ray trace of the invocation.", { insights: "@xrayTraceId" }),
    xraySegmentId: string("X-Ray segment of the invocation.", { insights: "@xraySegmentId" }),
    fields: json("Fields of the first JSON object in the line.", { insights: "" }),
    ...message,
  },
});
