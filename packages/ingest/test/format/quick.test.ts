import { expect, test } from "vitest";
import { viewsOf } from "./read.ts";

// That both ways of reading find the same is checked by `read`, in every test of the formats. Here: the quick way is taken.

const record = (members: string): string =>
  `{"eventVersion":"1.09","userIdentity":{"type":"Root","sessionContext":{"attributes":{"creationDate":"2023-07-10T09:00:00Z"}}},"eventTime":"2023-07-10T12:20:00Z","eventName":"GetObject","readOnly":true${members}}`;

test.each([
  ["known members", ""],
  ["JSON with lists, numbers and escapes", ',"requestParameters":{"b":[1.5,-2,{"z":"\\"\\n","a":null}],"a":{}}'],
  ["a list of structs", ',"resources":[{"accountId":"1","ARN":"arn:aws:s3:::b"},{"type":"AWS::S3::Object"}]'],
  ["text beyond ASCII", ',"userAgent":"Zürich 東京"'],
])("a CloudTrail record with %s is read the quick way, delivered or as a line", (_, members) => {
  expect(viewsOf("cloudtrail", `{"Records":[${record(members)},${record(members)}]}`)).toBe(2);
  expect(viewsOf("cloudtrail", `${record(members)}\n${record(members)}\n`)).toBe(2);
});

test.each([
  ["an unknown member", ',"newMember":1'],
  ["white space", ', "userAgent":"x"'],
  ["an escape in a field", ',"userAgent":"\\u0041"'],
  ["a member twice", ',"eventName":"PutObject"'],
])("a CloudTrail record with %s is read with care", (_, members) => {
  expect(viewsOf("cloudtrail", `{"Records":[${record(members)}]}`)).toBe(0);
});

const line = (agent: string, key: string): string =>
  `owner bucket [06/Feb/2019:00:00:38 +0000] 192.0.2.3 arn:aws:iam::1:user/u 3E57427F3EXAMPLE REST.GET.OBJECT ${key} "GET /b/k HTTP/1.1" 200 - 113 - 7 6 "-" "${agent}" - hostid= SigV4 TLS AuthHeader h TLSv1.2 - -`;

test("an access log's line with plain quotes is read the quick way", () => {
  expect(viewsOf("s3_access", `${line("curl/7.15", "k")}\n${line("", "a%2520b%25E3%2581%2582")}\n`)).toBe(2);
});

test("a line with a quote in a value, a double space or no request is read with care", () => {
  const others = [
    line('a "b" c', "k"),
    line("a", "k").replace(" 7 6 ", " 7  6 "),
    line("a", "k").replace('"GET /b/k HTTP/1.1"', "-"),
  ];
  expect(viewsOf("s3_access", others.join("\n"))).toBe(0);
});
