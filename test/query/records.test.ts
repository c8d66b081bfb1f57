import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { type Field, fieldsOf, provenance, type SourceName } from "@trailkeep/core/catalog";
import { openQueryService } from "@trailkeep/core/engine";
import { Store } from "@trailkeep/core/store";
import { ingest } from "@trailkeep/ingest";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { untilEnded } from "../until-ended.ts";

/** Any record, written into a file as AWS writes it, comes back from a query field for field. */

const recordsPerSource = 1_200;
const seed = Number(process.env["TRAILKEEP_SEED"] ?? Date.now() % 2 ** 31);
const folder = mkdtempSync(join(tmpdir(), "trailkeep-records-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Answer = Readonly<Record<string, unknown>>;

const derived = new Set([...Object.keys(provenance), "raw", "otherFields", "additionalFields", "key"]);
const recordFields = (source: SourceName) => fieldsOf(source).filter(([name]) => !derived.has(name));

const instant = fc
  .integer({ min: Date.parse("2026-02-27T00:00:00Z"), max: Date.parse("2026-03-02T00:00:00Z") - 1 })
  .map((timeMs) => new Date(timeMs).toISOString());
const text = fc.string({ unit: "grapheme", maxLength: 20 }).filter((value) => value.isWellFormed());
const openJson = fc
  .dictionary(text, fc.jsonValue({ maxDepth: 2, stringUnit: "grapheme" }), { maxKeys: 4 })
  .map(plainJson);

/** As a reader of the JSON text would have it: no `-0`, no key that means something to JavaScript. */
function plainJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value).replaceAll("__proto__", "proto"));
}

function anyValue(field: Field): fc.Arbitrary<unknown> {
  switch (field.type) {
    case "string":
      return text;
    case "boolean":
      return fc.boolean();
    case "integer":
      return fc.maxSafeInteger();
    case "double":
      return fc.double({ noDefaultInfinity: true, noNaN: true }).map((value) => value + 0);
    case "timestamp":
      return instant;
    case "json":
      return openJson;
    case "list":
      return fc.array(fc.record(Object.fromEntries((field.members ?? []).map((name) => [name, fc.option(text)]))), {
        maxLength: 3,
      });
  }
}

/** A record of JSON with any of the source's fields, flat, by the catalog's names. */
function flatRecord(source: SourceName, fixed: Answer): fc.Arbitrary<Answer> {
  const fields = recordFields(source).filter(([name]) => !Object.hasOwn(fixed, name));
  const values = Object.fromEntries(fields.map(([name, field]) => [name, fc.option(anyValue(field), { freq: 3 })]));
  return fc.record({ ...values, eventTime: instant }).map((record) => ({ ...record, ...fixed }));
}

function nested(flat: Answer): object {
  const root: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(flat)) {
    if (value === null) continue;
    const path = name.split(".");
    let place = root;
    for (const part of path.slice(0, -1)) {
      const next: unknown = place[part] ?? {};
      if (!isRecord(next)) throw new Error(`${name} stands below a value`);
      place[part] = next;
      place = next;
    }
    place[path.at(-1) ?? ""] = value;
  }
  return root;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

/** What a query should give for a field: JSON as text, everything else as it is. */
function expected(flat: Answer, source: SourceName): Answer {
  const shown = recordFields(source).map(([name, { type }]) => {
    const value = flat[name] ?? null;
    return [name, value !== null && (type === "json" || type === "list") ? JSON.stringify(value) : value];
  });
  return Object.fromEntries(shown);
}

async function comesBack(
  source: SourceName,
  files: Readonly<Record<string, Uint8Array>>,
): Promise<Map<string, Answer>> {
  const place = mkdtempSync(join(folder, `${source}-`));
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(place, name), bytes);
  const root = join(place, "store");
  const report = await ingest(
    Object.keys(files).map((name) => join(place, name)),
    { root },
  );
  expect(report.records).toMatchObject({ read: recordsPerSource, written: recordsPerSource, quarantined: 0 });
  const store = Store.open(root);
  const service = openQueryService({ store });
  const { id } = await service.start(
    { from: source, select: fieldsOf(source).map(([name]) => name) },
    { pageSize: 10_000 },
  );
  const { columns, rows, error } = await untilEnded(service, id);
  await service.close();
  store.close();
  expect(error).toBeNull();
  const answers = rows.map((row) => Object.fromEntries(columns.map(({ name }, index) => [name, row[index]])));
  return new Map(answers.map((answer) => [String(answer["raw"]), answer]));
}

/** Every record has its own id, so that no two are the same record by chance. */
const numbered = <T extends object>(records: readonly T[], id: string) =>
  records.map((record, index) => ({ ...record, [id]: `id-${index}` }));

describe(`any record comes back field for field (seed ${seed})`, () => {
  it.each([
    ["cloudtrail", { eventName: "E", eventType: "AwsApiCall", eventCategory: "Data" }],
    ["cloudtrail_insights", { eventType: "AwsCloudTrailInsight", eventCategory: "Insight" }],
  ] as const)("%s", async (source, fixed) => {
    const flat = numbered(fc.sample(flatRecord(source, fixed), { numRuns: recordsPerSource, seed }), "eventID");
    const lines = flat.map((record) => JSON.stringify(nested(record)));
    const delivered = gzipSync(`{"Records":[${lines.slice(0, 600).join(",")}]}`);
    const exported = Buffer.from(lines.slice(600).join("\n"));
    const answers = await comesBack(source, { "delivered.json.gz": delivered, "exported.jsonl": exported });
    for (const [index, record] of flat.entries()) {
      expect(answers.get(lines[index] ?? "")).toMatchObject(expected(record, source));
    }
  });

  it("s3_access", async () => {
    const unquoted = fc.option(
      fc.string({ unit: fc.constantFrom("a", "Z", "0", ".", "/", ":", "+", "="), minLength: 1, maxLength: 12 }),
      { freq: 4 },
    );
    const quoted = fc.option(
      fc.string({ unit: fc.constantFrom("a", " ", "/", "?", "é", "😀", "-", "'"), minLength: 2, maxLength: 16 }),
      { freq: 4 },
    );
    const count = fc.option(fc.nat(), { freq: 3 });
    const fields = recordFields("s3_access").map(([name, { type }]) => {
      if (name === "time") return [name, instant.map((time) => `${time.slice(0, 19)}.000Z`)] as const;
      if (name === "httpStatus") return [name, fc.option(fc.integer({ min: 100, max: 599 }))] as const;
      if (name === "errorCode") return [name, fc.option(fc.constantFrom("NoSuchKey", "AccessDenied"))] as const;
      if (["requestUri", "referrer", "userAgent"].includes(name)) return [name, quoted] as const;
      return [name, type === "integer" ? count : unquoted] as const;
    });
    const key = fc.option(
      fc
        .string({ unit: "grapheme", minLength: 1, maxLength: 12 })
        .filter((value) => value.isWellFormed() && value !== "-"),
      { freq: 5 },
    );
    const made = fc.sample(fc.record({ ...Object.fromEntries(fields), signatureVersion: fc.constant("SigV4"), key }), {
      numRuns: recordsPerSource,
      seed,
    });
    const flat = numbered(made, "requestId").map(
      (record): Answer => ({
        ...record,
        bucketOwner: "owner",
        bucket: "bucket",
        operation: "REST.GET.OBJECT",
        authenticationType: "AuthHeader",
        tlsVersion: "TLSv1.3",
        accessPointArn: null,
        aclRequired: "Yes",
      }),
    );
    const lines = flat.map(accessLine);
    const answers = await comesBack("s3_access", {
      "2026-01-01-00-00-00-0123456789ABCDEF": Buffer.from(`${lines.join("\n")}\n`),
    });
    for (const [index, record] of flat.entries()) {
      const { keyRaw: _, ...rest } = expected(record, "s3_access");
      expect(answers.get(lines[index] ?? "")).toMatchObject({ ...rest, key: record["key"] });
    }
  });
});

const order =
  "bucketOwner bucket time remoteIp requester requestId operation key requestUri httpStatus errorCode bytesSent objectSize totalTimeMs turnAroundTimeMs referrer userAgent versionId hostId signatureVersion cipherSuite authenticationType hostHeader tlsVersion accessPointArn aclRequired sourceRegion".split(
    " ",
  );
const months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

/** A line in the order of the format's documentation; the key is URL-encoded twice. */
function accessLine(record: Answer): string {
  return order.map((name) => logged(name, record[name] ?? null)).join(" ");
}

function logged(name: string, value: unknown): string {
  if (["requestUri", "referrer", "userAgent"].includes(name)) return `"${value ?? "-"}"`;
  if (value === null) return "-";
  if (name === "key") return encodeURIComponent(encodeURIComponent(String(value)));
  if (name !== "time") return String(value);
  const [, year, month, day, clock] = /^(\d+)-(\d\d)-(\d\d)T([\d:]{8})/.exec(String(value)) ?? [];
  return `[${day}/${months[Number(month) - 1]}/${year}:${clock} +0000]`;
}
