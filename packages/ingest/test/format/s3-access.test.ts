import { describe, expect, test } from "vitest";
import { filled, read } from "./read.ts";

const owner = "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be";
const timeMs = Date.UTC(2019, 1, 6, 0, 0, 38);
const front = `${owner} bucket [06/Feb/2019:00:00:38 +0000] 192.0.2.3 arn:aws:iam::1:user/a 3E57427F3EXAMPLE REST.GET.OBJECT a%2520b`;
const middle = "200 - 113 1024 70 10";
const tail = "v1 host= SigV4 ECDHE AuthHeader b.s3.amazonaws.com TLSv1.2 arn:aws:s3:x Yes us-east-1";
const line = `${front} "GET /a%20b HTTP/1.1" ${middle} "http://ref" "S3Console/0.4" ${tail}`;

const whole = {
  bucketOwner: owner,
  bucket: "bucket",
  time: timeMs,
  remoteIp: "192.0.2.3",
  requester: "arn:aws:iam::1:user/a",
  requestId: "3E57427F3EXAMPLE",
  operation: "REST.GET.OBJECT",
  key: "a b",
  keyRaw: "a%2520b",
  requestUri: "GET /a%20b HTTP/1.1",
  httpStatus: 200,
  bytesSent: 113,
  objectSize: 1024,
  totalTimeMs: 70,
  turnAroundTimeMs: 10,
  referrer: "http://ref",
  userAgent: "S3Console/0.4",
  versionId: "v1",
  hostId: "host=",
  signatureVersion: "SigV4",
  cipherSuite: "ECDHE",
  authenticationType: "AuthHeader",
  hostHeader: "b.s3.amazonaws.com",
  tlsVersion: "TLSv1.2",
  accessPointArn: "arn:aws:s3:x",
  aclRequired: "Yes",
  sourceRegion: "us-east-1",
};

/** The fields of the one line of a log, raw apart. */
function fields(log: string): object {
  const { rows, quarantined } = read("s3_access", log);
  expect(quarantined).toEqual([]);
  expect(rows).toHaveLength(1);
  const { raw, ...others } = filled(rows[0]);
  expect(raw).toBe(log);
  return others;
}

function reason(log: string): string {
  const { rows, quarantined } = read("s3_access", log);
  expect(rows).toEqual([]);
  expect(quarantined).toHaveLength(1);
  return quarantined[0]?.reason ?? "";
}

test("every field of the newest format", () => {
  expect(fields(line)).toEqual(whole);
});

describe("fields", () => {
  test("a field of a format to come is kept as text", () => {
    expect(fields(`${line} new-1 - new-2`)).toEqual({ ...whole, additionalFields: "new-1 - new-2" });
  });

  test("old formats end earlier: from 18 to 26 fields", () => {
    const names = Object.keys(whole);
    for (let count = 18; count < 27; count++) {
      const old = `${front} "GET /a%20b HTTP/1.1" ${middle} "http://ref" "S3Console/0.4" ${tail
        .split(" ")
        .slice(0, count - 17)
        .join(" ")}`;
      // `key` and `keyRaw` are one field of the line, and its errorCode is null.
      expect(Object.keys(fields(old))).toEqual(names.slice(0, count));
    }
  });

  test("fewer than 18 fields are a line cut short", () => {
    expect(reason(`${front} "GET /a HTTP/1.1" 200`)).toBe("it has 10 fields; an access log record has at least 18");
    expect(reason(`${front} "GET /a HTTP/1.1" ${middle} "-" "agent"`)).toBe(
      "it has 17 fields; an access log record has at least 18",
    );
    expect(reason("no log at all")).toBe("it has 4 fields; an access log record has at least 18");
  });

  test("cut at any byte before the version id, the line goes to quarantine", () => {
    const end = line.indexOf('"S3Console/0.4"') + '"S3Console/0.4"'.length;
    for (let length = 1; length <= end; length++) expect(reason(line.slice(0, length))).not.toBe("");
  });

  test("a dash is null, quoted or not; an empty field is null; an empty quoted text is an empty text", () => {
    const dashes = `- - [06/Feb/2019:00:00:38 +0000] - - - - - "-" - - - - - - "-" "-" - -`;
    expect(fields(dashes)).toEqual({ time: timeMs });
    expect(fields(line.replace("http://ref", ""))).toEqual({ ...whole, referrer: "" });
    const { bytesSent, ...withoutBytes } = whole;
    expect(bytesSent).toBe(113);
    expect(fields(line.replace(" 113 ", "  "))).toEqual(withoutBytes);
    const { key, keyRaw, ...withoutKey } = whole;
    expect([key, keyRaw]).toEqual(["a b", "a%2520b"]);
    expect(fields(line.replace(" a%2520b ", "  "))).toEqual(withoutKey);
  });

  test("a double space that is no empty field changes nothing", () => {
    for (const [from, to] of [
      [" bucket ", "  bucket  "],
      [" [", "  ["],
      ["] ", "]  "],
      [' "GET', '  "GET'],
      [" 200 ", "  200 "],
      [" 113 ", " 113   "],
      [' "http', '  "http'],
      ['" "', '"   "'],
      ['" v1', '"  v1'],
      ["SigV4 ", "SigV4  "],
    ] as const) {
      expect(fields(line.replace(from, to))).toEqual(whole);
    }
  });

  test("a double space that may be an empty field or none is not read", () => {
    expect(reason(line.replace("Yes us", "Yes  us"))).toContain("a double space may be an empty field or none");
  });

  test("large numbers are exact; numbers that are none are named", () => {
    expect(fields(line.replace(" 1024 ", " 9223372036854775807 "))).toMatchObject({
      objectSize: 9_223_372_036_854_775_807n,
    });
    expect(reason(line.replace(" 1024 ", " 9223372036854775808 "))).toContain("objectSize");
    expect(reason(line.replace(" 113 ", " abc "))).toBe('bytesSent is "abc", which is no number');
    expect(reason(line.replace(" 10 ", " -5 "))).toBe('turnAroundTimeMs is "-5", which is no number');
    expect(reason(line.replace(" 200 ", " 20x "))).toBe('httpStatus is "20x", which is no status');
  });

  test("a time with an offset is that instant; one that does not exist is none", () => {
    expect(fields(line.replace("00:00:38 +0000", "05:30:38 +0530"))).toEqual(whole);
    for (const bad of [
      "30/Feb/2019:00:00:38 +0000",
      "06/Foo/2019:00:00:38 +0000",
      "06/Feb/2019:25:00:38 +0000",
      "06/Feb/2019:00:00:38",
    ]) {
      expect(reason(line.replace("06/Feb/2019:00:00:38 +0000", bad))).toBe(
        `its time is "${bad}", and there is no such time`,
      );
    }
  });
});

describe("quotes that nothing escapes", () => {
  test("inside one field they are part of it", () => {
    expect(fields(line.replace("GET /a%20b", 'GET /"a" "%20"b"'))).toEqual({
      ...whole,
      requestUri: 'GET /"a" "%20"b" HTTP/1.1',
    });
    expect(fields(line.replace("http://ref", '"ht"tp: x"y" z'))).toEqual({ ...whole, referrer: '"ht"tp: x"y" z' });
    expect(fields(line.replace("S3Console/0.4", 'x" - y "z" 200 - "'))).toEqual({
      ...whole,
      userAgent: 'x" - y "z" 200 - "',
    });
    expect(fields(line.replace("S3Console/0.4", " "))).toEqual({ ...whole, userAgent: " " });
  });

  test("a request-URI that forges what stands behind it is not believed", () => {
    expect(reason(line.replace("GET /a%20b", 'GET /" 200 - 1 1 1 1 "-" "x'))).toContain("more than one way");
  });

  test("a user agent that forges a referrer or a tail is not believed", () => {
    expect(reason(line.replace("S3Console/0.4", 'a" "b'))).toContain("more than one way");
    expect(reason(line.replace("http://ref", 'a" "b'))).toContain("more than one way");
    expect(reason(line.replace("S3Console/0.4", 'a" - h SigV4 - AuthHeader h TLSv1.2 - - - "b'))).toContain(
      "more than one way",
    );
  });

  test("a forged status behind a true one is not believed", () => {
    expect(reason(line.replace("http://ref", 'a" 404 NoSuchKey - - - - "b" "c'))).toContain("more than one way");
  });
});

describe("records without an HTTP request", () => {
  const bareFront = front.replace("REST.GET.OBJECT a%2520b", "S3.EXPIRE.OBJECT a%2520b").replace("192.0.2.3", "-");
  const expected = {
    bucketOwner: owner,
    bucket: "bucket",
    time: timeMs,
    requester: "arn:aws:iam::1:user/a",
    requestId: "3E57427F3EXAMPLE",
    operation: "S3.EXPIRE.OBJECT",
    key: "a%20b",
    keyRaw: "a%2520b",
    objectSize: 1024,
    hostId: "host=",
  };

  test.each([
    ["all bare", `${bareFront} - - - - 1024 - - - - - host= - - - - -`],
    ["all quoted", `${bareFront} "-" - - - 1024 - - "-" "-" - host= - - - - -`],
    ["bare request-URI", `${bareFront} - - - - 1024 - - "-" "-" - host=`],
    ["quoted request-URI", `${bareFront} "-" - - - 1024 - - - - - host=`],
  ])("lifecycle: %s", (_, log) => {
    expect(fields(log)).toEqual(expected);
  });

  test("each key of a batch delete, and both records of a copy", () => {
    expect(
      fields(
        `${front.replace("REST.GET.OBJECT", "BATCH.DELETE.OBJECT")} - 204 - - 113 - - - - v1 host= SigV4 - AuthHeader h -`,
      ),
    ).toMatchObject({
      operation: "BATCH.DELETE.OBJECT",
      key: "a b",
      httpStatus: 204,
      objectSize: 113,
      versionId: "v1",
      authenticationType: "AuthHeader",
    });
    for (const operation of ["REST.COPY.OBJECT", "REST.COPY.OBJECT_GET"]) {
      expect(fields(line.replace("REST.GET.OBJECT", operation))).toEqual({ ...whole, operation });
    }
  });
});

describe("lines", () => {
  test("end in LF, CR LF or with the log; empty ones are no records", () => {
    for (const log of [`${line}\n${line}\n`, `\r\n${line}\r\n \n${line}`, `\ufeff${line}\n\n${line}\r`]) {
      for (const chunks of [[10_000], [1], [7, 300]]) {
        const found = read("s3_access", log, { chunks });
        expect(found.rows.map((row) => filled(row)["raw"])).toEqual([line, line]);
        expect(found.positions).toEqual([0, 1]);
        expect(new Set(found.rows.map((row) => row.recordId)).size).toBe(1);
      }
    }
  });

  test("a bad line goes to quarantine with its place and time, and takes no other with it", () => {
    const log = `${line}\n\n${line.replace(" 200 ", " 2 ")}\r\n${line}\n`;
    for (const chunks of [[10_000], [1]]) {
      const { quarantined, positions } = read("s3_access", log, { chunks });
      expect(positions).toEqual([0, 1, 2]);
      expect(quarantined).toHaveLength(1);
      expect(quarantined[0]).toMatchObject({ position: 1, byteOffset: line.length + 2, timeMs });
      expect(Buffer.from(quarantined[0]?.raw ?? []).toString()).toBe(line.replace(" 200 ", " 2 "));
    }
  });

  test("bytes that are not UTF-8, and lines beyond the limit", () => {
    const bad = Buffer.concat([Buffer.from(line), Buffer.from([0xff])]);
    expect(read("s3_access", bad).quarantined[0]).toMatchObject({
      reason: "it is not valid UTF-8",
      raw: new Uint8Array(bad),
    });
    const limits = { maxRecordBytes: line.length, maxJsonDepth: 1 };
    for (const chunks of [[10_000], [1], [100]]) {
      const { rows, quarantined } = read("s3_access", `${line}\r\n${line}xy\r\n${line}`, { limits, chunks });
      expect(rows).toHaveLength(2);
      expect(quarantined[0]?.reason).toContain(`the limit is ${line.length}`);
      expect(quarantined[0]?.raw).toHaveLength(line.length);
    }
  });
});

test("the identity of a record is that of its line", () => {
  const id = (log: string): string | undefined => read("s3_access", log).rows[0]?.recordId;
  expect(id(line)).toMatch(/^[0-9a-f]{32}$/);
  expect(id(`${line}\r\n`)).toBe(id(line));
  expect(id(line.replace("113", "114"))).not.toBe(id(line));
});
