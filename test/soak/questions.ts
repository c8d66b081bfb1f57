import { z } from "zod";
import { evaluate, type Query, type Records } from "../oracle/index.ts";

type Range = { readonly start: string; readonly end: string };

/** Questions of every kind over a range; the oracle has the records of that range. */
export function questions(time: Range): readonly Query[] {
  return [
    {
      from: "cloudtrail",
      time,
      aggregate: { n: { fn: "count" }, users: { fn: "countDistinct", field: "userIdentity.arn" } },
    },
    { from: "s3_access", time, aggregate: { n: { fn: "count" }, bytes: { fn: "sum", field: "bytesSent" } } },
    {
      from: "cloudtrail",
      time,
      groupBy: ["eventName"],
      aggregate: { n: { fn: "count" }, last: { fn: "max", field: "eventTime" } },
    },
    {
      from: "s3_access",
      time,
      where: { field: "httpStatus", op: "gte", value: 400 },
      groupBy: ["operation", { bucket: "6h", as: "hour" }],
      aggregate: { n: { fn: "count" } },
      orderBy: [{ field: "n", dir: "desc" }],
    },
    {
      from: "cloudtrail",
      time,
      where: {
        or: [
          { field: "errorCode", op: "exists" },
          { field: "requestParameters.bucketName", op: "startsWith", value: "p" },
        ],
      },
      select: ["eventTime", "eventName", "errorCode", "requestParameters.bucketName", "sourceIPAddress"],
    },
    { from: "s3_access", time, select: ["time", "requestId", "key", "httpStatus", "userAgent"] },
    {
      from: "cloudtrail",
      time,
      where: { field: "sourceIPAddress", op: "inCidr", value: "203.0.113.0/24" },
      select: ["eventID", "eventTime"],
    },
    { from: "cloudtrail_insights", time, aggregate: { n: { fn: "count" } } },
  ];
}

const reply = z.object({
  id: z.string(),
  status: z.literal("succeeded"),
  rows: z.array(z.record(z.string(), z.unknown())),
  nextCursor: z.string().nullable(),
});
const page = z.object({ rows: reply.shape.rows, nextCursor: reply.shape.nextCursor });

/** Asks over HTTP, page by page, and lets go of the result. */
async function ask(url: string, query: Query): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const asked = await fetch(`${url}/v1/queries`, {
    method: "POST",
    headers: { "content-type": "application/json", prefer: "wait=60" },
    body: JSON.stringify({ ...query, pageSize: 100 }),
  });
  const text = await asked.text();
  if (asked.status !== 200) throw new Error(`${asked.status} to ${JSON.stringify(query)}: ${text}`);
  const first = reply.parse(JSON.parse(text));
  const rows = [...first.rows];
  for (let cursor = first.nextCursor; cursor !== null; ) {
    const more = await fetch(
      `${url}/v1/queries/${first.id}/rows?format=json&limit=100&cursor=${encodeURIComponent(cursor)}`,
    );
    const next = page.parse(await more.json());
    rows.push(...next.rows);
    cursor = next.nextCursor;
  }
  await fetch(`${url}/v1/queries/${first.id}`, { method: "DELETE" });
  return rows;
}

/** Throws if an answer is not the oracle's. Sums may differ by 1e-9 relative. */
export async function agree(url: string, query: Query, records: Records): Promise<void> {
  const { columns, rows: wanted } = evaluate(query, records, 0);
  const rows = await ask(url, query);
  if (rows.length !== wanted.length) {
    throw new Error(`${rows.length} rows to ${JSON.stringify(query)}; the oracle has ${wanted.length}`);
  }
  for (const [index, row] of rows.entries()) {
    for (const [place, { name }] of columns.entries()) {
      const [actual, right] = [row[name] ?? null, wanted[index]?.[place] ?? null];
      if (!same(actual, right)) {
        throw new Error(
          `row ${index}, ${name}: ${JSON.stringify(actual)}; the oracle has ${JSON.stringify(right)}: ${JSON.stringify(query)}`,
        );
      }
    }
  }
}

function same(actual: unknown, right: unknown): boolean {
  if (typeof actual !== "number" || typeof right !== "number") return actual === right;
  return Math.abs(actual - right) <= 1e-9 * Math.max(1, Math.abs(right));
}
