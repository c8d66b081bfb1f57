import { expect, test } from "vitest";
import { filled, read } from "./read.ts";

const time = '"eventTime":"2023-07-10T12:20:00Z","eventName":"GetObject"';
const timeMs = Date.UTC(2023, 6, 10, 12, 20);

/** The cells of the one record of a text, without time, name and raw, which every record has. */
function cells(members: string): object {
  const { rows, quarantined } = read("cloudtrail", `{${time},${members}}`);
  expect(quarantined).toEqual([]);
  expect(rows).toHaveLength(1);
  const { eventTime, eventName, raw, ...others } = filled(rows[0]);
  expect({ eventTime, eventName, raw }).toEqual({
    eventTime: timeMs,
    eventName: "GetObject",
    raw: `{${time},${members}}`,
  });
  return others;
}

function reason(record: string): string | undefined {
  const { rows, quarantined } = read("cloudtrail", record);
  expect(rows).toEqual([]);
  expect(quarantined).toHaveLength(1);
  return quarantined[0]?.reason;
}

test("JSON fields are compact text with members in their order and numbers as they stand", () => {
  expect(cells('"requestParameters": { "b" : [ 1.0 , 12345678901234567890, -0, 1E+2 ], "a" : {} }')).toEqual({
    requestParameters: '{"b":[1.0,12345678901234567890,-0,1E+2],"a":{}}',
  });
  expect(cells('"responseElements": "text", "additionalEventData": false')).toEqual({
    responseElements: '"text"',
    additionalEventData: "false",
  });
});

test("JSON null and a missing member are null", () => {
  expect(cells('"requestParameters": null, "userAgent": null, "userIdentity": null, "resources": null')).toEqual({});
});

test("a lone surrogate becomes U+FFFD in cells and stays in raw; a pair stays", () => {
  const found = cells(
    String.raw`"requestParameters":{"a":"\ud800x","b":"\ud83d\ude00","\udc00":1},"userAgent":"\udfff\ud83d\ude00"`,
  );
  expect(found).toEqual({ requestParameters: '{"a":"\ufffdx","b":"😀","\ufffd":1}', userAgent: "\ufffd😀" });
});

test("string fields hold decoded text, tokens of scalars, and JSON text of the rest", () => {
  const members = String.raw`"userAgent":"a\"b\\\u00e9\n/\/é","errorCode":404,"errorMessage":true,"apiVersion":[1, "x"],"requestID":{"a": 1.10}`;
  expect(cells(members)).toEqual({
    userAgent: 'a"b\\é\n//é',
    errorCode: "404",
    errorMessage: "true",
    apiVersion: '[1,"x"]',
    requestID: '{"a":1.10}',
  });
});

test("booleans are true and false, also as text; anything else is kept among the other fields", () => {
  expect(cells('"readOnly":true,"managementEvent":"false"')).toEqual({ readOnly: true, managementEvent: false });
  expect(cells('"readOnly":"yes","managementEvent":1')).toEqual({
    otherFields: '{"readOnly":"yes","managementEvent":1}',
  });
});

test("the identity is flattened; what the catalog does not know keeps its place among the other fields", () => {
  const members = `"@version":"1","userIdentity":{"type":"AssumedRole","newThing":1,"sessionContext":{"attributes":
    {"creationDate":"2023-07-10T14:20:00.1239+02:00","mfaAuthenticated":"true","x": [ ] },"webIdFederationData":{"attributes":{"a":"b"}}}}`;
  expect(cells(members)).toEqual({
    "userIdentity.type": "AssumedRole",
    "userIdentity.sessionContext.attributes.creationDate": timeMs + 123,
    "userIdentity.sessionContext.attributes.mfaAuthenticated": "true",
    "userIdentity.sessionContext.webIdFederationData.attributes": '{"a":"b"}',
    otherFields: '{"@version":"1","userIdentity":{"newThing":1,"sessionContext":{"attributes":{"x":[]}}}}',
  });
});

test("a value that its field cannot hold is kept under its name", () => {
  expect(cells('"userIdentity":"root","resources":{"a":1},"tlsDetails":[]')).toEqual({
    otherFields: '{"userIdentity":"root","resources":{"a":1},"tlsDetails":[]}',
  });
  expect(cells('"userIdentity":{"sessionContext":{"attributes":{"creationDate":"yesterday"}}}')).toEqual({
    otherFields: '{"userIdentity":{"sessionContext":{"attributes":{"creationDate":"yesterday"}}}}',
  });
});

test("resources are a list of objects with every member of the catalog", () => {
  expect(
    cells(
      '"resources":[{"type":"AWS::S3::Object","ARN":"arn:x"},{"accountId":123,"ARNPrefix":null,"new":{"a": 1}},{}]',
    ),
  ).toEqual({
    resources:
      '[{"ARN":"arn:x","ARNPrefix":null,"accountId":null,"type":"AWS::S3::Object"},{"ARN":null,"ARNPrefix":null,"accountId":"123","type":null},{"ARN":null,"ARNPrefix":null,"accountId":null,"type":null}]',
    otherFields: '{"resources":[{},{"new":{"a":1}},{}]}',
  });
  expect(cells('"resources":[{"ARN":"a"},7]')).toEqual({ otherFields: '{"resources":[{"ARN":"a"},7]}' });
});

test("names of members are known by their content, also when escaped", () => {
  expect(cells(String.raw`"\u0075serAgent":"a","userIdentity":{"\u0061rn":"b"}`)).toEqual({
    userAgent: "a",
    "userIdentity.arn": "b",
  });
});

test.each([
  ["2023-07-10T12:20:00Z", timeMs],
  ["2023-07-10t12:20:00.9999z", timeMs + 999],
  ["2023-07-10T12:20:00.5Z", timeMs + 500],
  ["2023-07-10T05:50:00-06:30", timeMs],
  ["2016-12-31T23:59:60Z", Date.UTC(2017, 0, 1)],
  ["0001-01-01T00:00:00Z", -62_135_596_800_000],
  ["9999-12-31T23:59:59.999Z", 253_402_300_799_999],
])("the time %s", (text, expected) => {
  expect(read("cloudtrail", `{"eventTime":"${text}","eventName":"x"}`).rows[0]?.timeMs).toBe(expected);
});

test.each([
  "2023-02-29T00:00:00Z",
  "2023-13-01T00:00:00Z",
  "2023-07-10T24:00:00Z",
  "2023-07-10T12:20:00",
  "2023-07-10",
  "1689000000",
  "0000-12-31T00:00:00Z",
  "0001-01-01T00:00:00+00:01",
  "",
])("the time %j is none", (text) => {
  expect(reason(`{"eventTime":"${text}","eventName":"x"}`)).toBe(
    `its eventTime is "${text}", which is no RFC 3339 time`,
  );
});

test("exports that left out eventTime have the time under another name, and it is kept there too", () => {
  const logstash = read("cloudtrail", '{"eventName":"x","@timestamp":"2023-07-10T12:20:00.000Z","eventTime":null}')
    .rows[0];
  expect(filled(logstash)).toMatchObject({
    eventTime: timeMs,
    otherFields: '{"@timestamp":"2023-07-10T12:20:00.000Z"}',
  });
  const panther = read("cloudtrail", '{"eventName":"x","p_event_time":"2023-07-10 12:20:00.000000000"}').rows[0];
  expect(panther?.timeMs).toBe(timeMs);
  expect(reason('{"eventName":"x","eventTime":"?","@timestamp":"2023-07-10T12:20:00.000Z"}')).toContain("eventTime");
});

test("Insights events are a source of their own, wherever they stand", () => {
  const insight = `{"eventTime":"2023-07-10T12:20:00Z","eventType":"AwsCloudTrailInsight","insightDetails":{"state":"Start","eventName":"RunInstances",
    "insightContext":{"statistics":{"baseline":{"average":0.0017},"insight":{"average":664},"insightDuration":1,"baselineDuration":"10080"},
    "attributions":[{"attribute":"userIdentityArn"}]},"insightType":"ApiCallRateInsight","z":1},"eventName":"odd"}`;
  const { rows } = read("cloudtrail", `{"Records":[${insight},{${time}}]}`);
  expect(rows.map((row) => row.source)).toEqual(["cloudtrail_insights", "cloudtrail"]);
  expect(filled(rows[0])).toMatchObject({
    eventTime: timeMs,
    "insightDetails.state": "Start",
    "insightDetails.insightContext.statistics.baseline.average": 0.0017,
    "insightDetails.insightContext.statistics.insight.average": 664,
    "insightDetails.insightContext.statistics.insightDuration": 1,
    "insightDetails.insightContext.statistics.baselineDuration": 10080,
    "insightDetails.insightContext.attributions": '[{"attribute":"userIdentityArn"}]',
    otherFields: '{"insightDetails":{"z":1},"eventName":"odd"}',
    raw: insight,
  });
});

test.each([
  ["12345678901234567", 12_345_678_901_234_567n],
  ["9223372036854775807", 9_223_372_036_854_775_807n],
  ["-9007199254740991", -9_007_199_254_740_991],
])("an integer of 64 bits is exact: %s", (token, expected) => {
  const insight = `{${time},"eventCategory":"Insight","insightDetails":{"insightContext":{"statistics":{"insightDuration":${token}}}}}`;
  const name = "insightDetails.insightContext.statistics.insightDuration";
  expect(filled(read("cloudtrail", insight).rows[0])[name]).toBe(expected);
});

test.each(["9223372036854775808", "1.5", '"abc"', "1e3", "[1]"])("no integer of 64 bits, but not lost: %s", (token) => {
  const insight = `{${time},"eventCategory":"Insight","insightDetails":{"insightContext":{"statistics":{"insightDuration":${token}}}}}`;
  const { otherFields } = filled(read("cloudtrail", insight).rows[0]);
  expect(otherFields).toContain(`"insightDuration":${token}`);
});

test("what is no CloudTrail record is quarantined with the reason", () => {
  expect(reason('{"eventTime":"2023-07-10T12:20:00Z"}')).toContain("neither eventName nor eventSource nor eventType");
  expect(reason('{"eventName":"x"}')).toBe("it has no eventTime");
  expect(reason("[[1]]")).toBe("it is no JSON object but an array");
  expect(reason('["x"]')).toBe("it is no JSON object but a string");
  expect(
    reason(`{"Records":[{"eventCategory":"Aggregated","eventType":"AwsAggregatedEvent","eventId":"x"}]}`),
  ).toContain("aggregated events are not a source");
  expect(
    reason(
      '{"eventVersion":"2.1","eventSource":"aws:s3","eventTime":"2023-07-10T12:20:00Z","eventName":"ObjectCreated:Put"}',
    ),
  ).toContain("no CloudTrail record");
});

test("two members of one name make a record ambiguous at any depth, however the name is escaped", () => {
  expect(reason(String.raw`{${time},"userAgent":"a","\u0075serAgent":"a"}`)).toBe(
    'an object in it has the member "userAgent" twice',
  );
  const nested = read("cloudtrail", `{${time},"requestParameters":{"a":[{"k":1,"j":2,"k":1}]}}`);
  expect(nested.quarantined[0]).toMatchObject({ reason: 'an object in it has the member "k" twice', timeMs });
});

test("exports that wrap a record are unwrapped: the record is the same as in CloudTrail's own file", () => {
  const record = `{${time},"userAgent":"é\\"\\n"}`;
  const plain = read("cloudtrail", `{"Records":[${record}]}`).rows;
  const quoted = JSON.stringify(record);
  const lookup = `{"Events":[{"EventId":"1","EventTime":"2023-07-10T12:20:00+00:00","CloudTrailEvent":${quoted}}],"NextToken":"x"}`;
  const filterLogEvents = `{"events":[{"logStreamName":"s","timestamp":1,"message":${quoted}}],"searchedLogStreams":[]}`;
  const subscription = `{"messageType":"DATA_MESSAGE","logEvents":[{"id":"1","timestamp":1,"message":${quoted}}]}`;
  const exported = `2023-07-10T12:20:00.123Z ${record}\n`;
  const eventBridge = `{"version":"0","detail-type":"AWS API Call via CloudTrail","detail":${record}}`;
  for (const wrapped of [lookup, filterLogEvents, subscription, exported, eventBridge]) {
    expect(read("cloudtrail", wrapped)).toEqual({ rows: plain, quarantined: [], positions: [0] });
    expect(read("cloudtrail", wrapped, { chunks: [1] })).toEqual({ rows: plain, quarantined: [], positions: [0] });
  }
});
