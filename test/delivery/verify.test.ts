import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DeliveryReport, verifyDelivery } from "@trailkeep/core/delivery";
import { TrailkeepError } from "@trailkeep/core/error";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type SigningKey, SigningKeys, signatureOf } from "../aws/cloudtrail/signing-keys.ts";
import { type S3Endpoint, startS3 } from "../aws/s3/server.ts";
import { type AwsEndpoint, startAwsEndpoint } from "../aws/server.ts";
import { deliveredFiles } from "./files.ts";

/** What CloudTrail Lake delivered is verified: in S3 and in a folder, with CloudTrail's keys as its API gives them. */

const folder = mkdtempSync(join(tmpdir(), "trailkeep-delivery-"));
const bucket = "results";
const prefix = "here/AWSLogs/111122223333/CloudTrail-Lake/Query/2026/11/25/0a1b2c3d-aaaa-4bbb-8ccc-0123456789ab/";
const location = `s3://${bucket}/${prefix}`;
const credentials = { accessKeyId: "AKID", secretAccessKey: "secret" };
const day = 86_400_000;
const completedMs = Date.parse("2026-11-25T10:00:00Z");

let s3: S3Endpoint;
let cloudtrail: AwsEndpoint;
const keys = new SigningKeys();
let key: SigningKey;

beforeAll(async () => {
  keys.add(completedMs - 90 * day, completedMs - 60 * day);
  keys.add(completedMs - 1 * day, completedMs + 29 * day);
  keys.add(completedMs - 15 * day, completedMs + 15 * day);
  key = keys.add(completedMs - 2 * day, completedMs + 1 * day);
  s3 = await startS3({ folder: join(folder, "s3"), buckets: [bucket, "empty"] });
  const operations = { ListPublicKeys: async (input: unknown) => keys.list(input) };
  cloudtrail = await startAwsEndpoint({
    services: [{ target: "CloudTrail_20131101", operations }],
    region: "eu-west-1",
  });
});
afterAll(async () => {
  await s3.close();
  await cloudtrail.close();
  rmSync(folder, { recursive: true, force: true });
});

let files: Map<string, Buffer>;

beforeEach(() => {
  s3.credentials.clear();
  cloudtrail.credentials.clear();
  files = deliveredFiles({ key, region: "eu-west-1", completedMs, contents: ["a,b\n1,2\n", "a,b\n3,4\n"] });
});

function put(): void {
  for (const name of s3.objects.keys(bucket, prefix)) s3.objects.delete(bucket, name);
  for (const [name, bytes] of files) s3.objects.put(bucket, `${prefix}${name}`, bytes);
}

function verify(place = location): Promise<DeliveryReport> {
  put();
  return verifyDelivery(place, { credentials, endpoint: cloudtrail.url, s3Endpoint: s3.url });
}

function changed(name: string, change: (text: string) => string): void {
  const text = files.get(name)?.toString("utf8") ?? "";
  files.set(name, Buffer.from(change(text)));
}

const sign = "result_sign.json";
const intact = [
  { name: "result_1.csv.gz", state: "intact" },
  { name: "result_2.csv.gz", state: "intact" },
];

describe("what is as it was delivered", () => {
  test("is verified, in S3", async () => {
    const expected = { location, verified: true, files: intact, problems: [] };
    expect(await verify()).toEqual(expected);
    expect(await verify(location.slice(0, -1))).toEqual({ ...expected, location: location.slice(0, -1) });
  });

  test("is verified where it was copied to, and asks nothing of S3", async () => {
    const copy = join(folder, "copy");
    mkdirSync(copy);
    for (const [name, bytes] of files) writeFileSync(join(copy, name), bytes);
    writeFileSync(join(copy, "notes.txt"), "mine");
    s3.calls.clear();
    expect(await verify(copy)).toEqual({ location: copy, verified: true, files: intact, problems: [] });
    expect(s3.calls.count("S3", "GetObject")).toBe(0);
    expect(readFileSync(join(copy, sign), "utf8")).toContain("hashSignature");
  });
});

describe("what is not", () => {
  test.each<readonly [string, () => void, readonly string[]]>([
    [
      "a file with other bytes",
      () => files.set("result_2.csv.gz", Buffer.from("x")),
      ["result_2.csv.gz is not what was signed"],
    ],
    ["a file that is gone", () => files.delete("result_1.csv.gz"), ["result_1.csv.gz was signed and is not there"]],
    [
      "a file that was added",
      () => files.set("result_3.csv.gz", Buffer.from("x")),
      ["result_3.csv.gz lies beside the result, and was not signed with it"],
    ],
    ["no sign file", () => files.delete(sign), ["there is no result_sign.json"]],
    [
      "files that changed places",
      () => {
        const [first = Buffer.of(), second = Buffer.of()] = [
          files.get("result_1.csv.gz"),
          files.get("result_2.csv.gz"),
        ];
        files.set("result_1.csv.gz", second).set("result_2.csv.gz", first);
      },
      ["result_1.csv.gz is not what was signed", "result_2.csv.gz is not what was signed"],
    ],
    [
      "a file and its hash, both changed",
      () => {
        files = deliveredFiles({
          key,
          region: "eu-west-1",
          completedMs,
          contents: ["a,b\n1,2\n", "a,b\n3,5\n"],
          signOf: ["a,b\n1,2\n", "a,b\n3,4\n"],
        });
      },
      ["the signature in result_sign.json is not CloudTrail's for these files"],
    ],
    [
      "the signature of another key under the name of CloudTrail's",
      () => {
        const other = new SigningKeys().add();
        const contents = ["a,b\n1,2\n"];
        files = deliveredFiles({
          key: { ...other, fingerprint: key.fingerprint },
          region: "eu-west-1",
          completedMs,
          contents,
        });
      },
      ["the signature in result_sign.json is not CloudTrail's for these files"],
    ],
    [
      "a key that CloudTrail does not have",
      () => {
        files = deliveredFiles({ key: new SigningKeys().add(), region: "eu-west-1", completedMs, contents: ["x"] });
      },
      [expect.stringMatching(/^CloudTrail has no key [0-9a-f]{32} in eu-west-1$/)],
    ],
    [
      "a key that was not in use then",
      () => {
        files = deliveredFiles({ key, region: "eu-west-1", completedMs: completedMs + 40 * day, contents: ["x"] });
      },
      [expect.stringMatching(/^CloudTrail has no key/)],
    ],
    [
      "hashes that are joined otherwise",
      () => {
        changed(sign, (text) => {
          const hashes = [...text.matchAll(/"fileHashValue":"([0-9a-f]+)"/g)].map(([, hash]) => hash);
          return text.replace(/("hashSignature":")[0-9a-f]+/, `$1${signatureOf(hashes.join(""), key)}`);
        });
      },
      ["the signature in result_sign.json is not CloudTrail's for these files"],
    ],
  ])("%s is found", async (_, tamper, problems) => {
    tamper();
    const report = await verify();
    expect(report).toMatchObject({ location, verified: false, problems });
  });

  test("any byte of any file, if it is another", async () => {
    const place = fc.record({
      name: fc.constantFrom("result_1.csv.gz", "result_2.csv.gz"),
      at: fc.nat(),
      by: fc.integer({ min: 1, max: 255 }),
    });
    await fc.assert(
      fc.asyncProperty(place, async ({ name, at, by }) => {
        const bytes = Buffer.from(files.get(name) ?? "");
        const index = at % bytes.length;
        const before = bytes[index] ?? 0;
        bytes[index] = before ^ by;
        const original = files.get(name) ?? Buffer.of();
        files.set(name, bytes);
        const report = await verify();
        files.set(name, original);
        expect(report).toMatchObject({ verified: false, problems: [`${name} is not what was signed`] });
      }),
      { numRuns: 20 },
    );
  });

  test.each([
    ["no JSON", () => "{"],
    ["another algorithm", (text: string) => text.replace("SHA256withRSA", "none")],
    ["no files", (text: string) => text.replace(/"files":\[.*?\]/, '"files":[]')],
    ["a name that leads elsewhere", (text: string) => text.replace("result_1.csv.gz", "../../other/result_1.csv.gz")],
    ["a signature that is no hexadecimal", (text: string) => text.replace(/("hashSignature":")../, "$1zz")],
  ])("a sign file with %s is none", async (_, change) => {
    changed(sign, change);
    await expect(verify()).rejects.toMatchObject({ code: "unreadable-input" });
  });
});

describe("what cannot be asked", () => {
  const codeOf = async (call: Promise<unknown>) => {
    const error = await call.then(
      () => null,
      (thrown: unknown) => thrown,
    );
    return error instanceof TrailkeepError ? `${error.code}: ${error.message}` : String(error);
  };

  test("a bucket that is not there, one that may not be read, keys that have run out", async () => {
    expect(await codeOf(verify("s3://nobodys/x/"))).toMatch(/^not-found: it is not there: .*NoSuchBucket/);
    s3.credentials.deny("AKID");
    expect(await codeOf(verify())).toMatch(/^forbidden: /);
    s3.credentials.clear();
    cloudtrail.credentials.expire("AKID");
    expect(await codeOf(verify())).toMatch(/^credentials: it does not accept the credentials/);
  });

  test("a folder that is not there", async () => {
    expect(await codeOf(verify(join(folder, "nothing")))).toMatch(/^unreadable-input: there is no such folder/);
  });
});
