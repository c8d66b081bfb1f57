import { fieldsOf, provenance } from "@trailkeep/core/catalog";
import type { Cell, StoreRow } from "@trailkeep/core/store";

/** A record of a discovered source as the line that its producer puts into CloudWatch Logs. */
export function messageOf(row: StoreRow): string {
  const fields = fieldsOf(row.source).filter(([name]) => !Object.hasOwn(provenance, name));
  const cells = new Map(fields.map(([name], index) => [name, row.cells[index] ?? null]));
  const cell = (name: string): Cell => cells.get(name) ?? null;
  if (row.source === "vpc_flow") return spaced(flowNames.map(cell));
  if (row.source === "route53_query") {
    return spaced(queryNames.map((name) => (name === "queryTimestamp" ? instant(cell(name)) : cell(name))));
  }
  if (row.source === "lambda_log") return lambdaLine(row.timeMs, cell);
  if (row.source === "json_log") return String(cell("fields"));
  throw new Error(`${row.source} is not discovered`);
}

const flowNames =
  "version accountId interfaceId srcAddr dstAddr srcPort dstPort protocol packets bytes startTime endTime action logStatus".split(
    " ",
  );
const queryNames =
  "version queryTimestamp hostZoneId queryName queryType responseCode protocol edgeLocation resolverIp ednsClientSubnet".split(
    " ",
  );

/** What is null is `-`. */
function spaced(cells: readonly Cell[]): string {
  return cells.map((cell) => (cell === null ? "-" : String(cell))).join(" ");
}

function instant(cell: Cell): string {
  return new Date(Number(cell)).toISOString();
}

function lambdaLine(timeMs: number, cell: (name: string) => Cell): string {
  const id = cell("requestId");
  const type = cell("type");
  if (type === null) return `${new Date(timeMs).toISOString()}\t${id}\tINFO\t${cell("fields")}`;
  if (type !== "REPORT") return `${type} RequestId: ${id}`;
  const megabytes = (name: string) => Number(cell(name)) / 1_000_000;
  const parts = [
    `REPORT RequestId: ${id}`,
    `Duration: ${cell("duration")} ms`,
    `Billed Duration: ${cell("billedDuration")} ms`,
    `Memory Size: ${megabytes("memorySize")} MB`,
    `Max Memory Used: ${megabytes("maxMemoryUsed")} MB`,
    ...(cell("initDuration") === null ? [] : [`Init Duration: ${cell("initDuration")} ms`]),
  ];
  const trace = cell("xrayTraceId");
  const xray = trace === null ? "" : `\nXRAY TraceId: ${trace}\tSegmentId: ${cell("xraySegmentId")}\tSampled: true`;
  return `${parts.join("\t")}\t${xray}`;
}
