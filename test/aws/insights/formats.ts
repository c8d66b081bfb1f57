import type { Readings } from "./readings.ts";
import type { Value } from "./value.ts";

type Fields = readonly (readonly [string, Value])[];

/** The fields of a line in a format that Logs Insights knows beside JSON; none of any other line. */
export function discoverLine(message: string, readings: Readings): Fields {
  return (
    lambdaReport(message) ??
    spaced(message, flowLog, flowNames, readings) ??
    spaced(message, queryLog, queryNames, readings) ??
    []
  );
}

/** VPC flow log, default format: 14 fields (VPC user guide, flow-log-records). */
const flowLog = /^\d+ \S+ eni-\S+(?: \S+){9} \S+ (?:OK|NODATA|SKIPDATA)\s*$/;
const flowNames =
  "version accountId interfaceId srcAddr dstAddr srcPort dstPort protocol packets bytes startTime endTime action logStatus";

/** Route 53 public query log: 10 fields (Route 53 developer guide, query-logs). */
const queryLog = /^\d\.\d \d{4}-\d\d-\d\dT[\d:.]+Z \S+ \S+ [A-Z0-9]+ \S+ (?:UDP|TCP|TLS|HTTPS) \S+ \S+ \S+\s*$/;
const queryNames =
  "version queryTimestamp hostZoneId queryName queryType responseCode protocol edgeLocation resolverIp ednsClientSubnet";

function spaced(message: string, shape: RegExp, names: string, readings: Readings): Fields | null {
  if (!shape.test(message)) return null;
  const values = message.trim().split(" ");
  return names
    .split(" ")
    .map((name, index) => [name, values[index]] as const)
    .filter(([, value]) => value !== "-" || readings.dash === "text");
}

const requestId = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
const marked = new RegExp(`^(START|END|REPORT) RequestId: (${requestId})`);
const logged = new RegExp(`^\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z\\t(${requestId})\\t`);

/** The numbers of a REPORT line, in milliseconds and bytes (128 MB is 128,000,000). */
const measures = [
  ["@duration", /\tDuration: ([\d.]+) ms/, 1],
  ["@billedDuration", /\tBilled Duration: ([\d.]+) ms/, 1],
  ["@memorySize", /\tMemory Size: (\d+) MB/, 1_000_000],
  ["@maxMemoryUsed", /\tMax Memory Used: (\d+) MB/, 1_000_000],
  ["@initDuration", /\tInit Duration: ([\d.]+) ms/, 1],
] as const;

/** START, END and REPORT lines of Lambda's, and lines that a function's runtime logs. */
function lambdaReport(message: string): Fields | null {
  const mark = marked.exec(message);
  if (mark === null) {
    const id = logged.exec(message)?.[1];
    return id === undefined ? null : [["@requestId", id]];
  }
  const numbers = measures.map(([name, shape, factor]) => {
    const text = shape.exec(message)?.[1];
    return [name, text === undefined ? undefined : Number(text) * factor] as const;
  });
  const trace = [
    ["@xrayTraceId", /\bXRAY TraceId: (\S+)/.exec(message)?.[1]],
    ["@xraySegmentId", /\bSegmentId: (\S+)/.exec(message)?.[1]],
  ] as const;
  const found = [...numbers, ...trace].filter(([, value]) => value !== undefined);
  return [["@type", mark[1]], ["@requestId", mark[2]], ...found];
}
