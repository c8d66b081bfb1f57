import { sampleFiles, story, storyTimes } from "@trailkeep/sample";
import { describe, expect, test } from "vitest";
import { fieldsOf, readAll, type TrailRecord } from "./read.ts";

const end = new Date("2026-11-01T00:00:00Z");

function isLogin(record: TrailRecord, result: "Success" | "Failure"): boolean {
  return record.eventName === "ConsoleLogin" && record.responseElements?.["ConsoleLogin"] === result;
}

describe.each([
  { records: 200, seed: 1 },
  { records: 20_000, seed: 1 },
  { records: 20_000, seed: 4242 },
  { records: 60_000, seed: 99, days: 3 },
])("the story in %j", (options) => {
  const { trail, insights, lines } = readAll(sampleFiles(options));

  test("one address, and no other, fails to sign in more than once", () => {
    const failures = new Map<string, TrailRecord[]>();
    for (const record of trail.filter((each) => isLogin(each, "Failure"))) {
      const address = record.sourceIPAddress ?? "";
      failures.set(address, [...(failures.get(address) ?? []), record]);
    }
    const burst = failures.get("203.0.113.77") ?? [];
    expect(burst).toHaveLength(14);
    expect(new Set(burst.map((record) => record.userIdentity?.userName))).toEqual(new Set(story.failedUsers));
    failures.delete("203.0.113.77");
    for (const others of failures.values()) expect(others).toHaveLength(1);
  });

  test("one sign-in without MFA succeeds, from that address, just after", () => {
    const weak = trail.filter((each) => isLogin(each, "Success") && each.additionalEventData?.["MFAUsed"] !== "Yes");
    expect(weak.map((each) => [each.sourceIPAddress, each.userIdentity?.userName])).toEqual([
      ["203.0.113.77", "paulo.santos"],
    ]);
    const times = trail.filter((each) => isLogin(each, "Failure") && each.sourceIPAddress === story.address);
    expect(
      weak[0]?.eventTime.localeCompare(
        times
          .map((each) => each.eventTime)
          .sort()
          .at(-1) ?? "",
      ),
    ).toBe(1);
  });

  test("root is used three times, from that address, to make an access key", () => {
    const root = trail.filter((each) => each.userIdentity?.type === "Root");
    expect(root.map((each) => each.eventName).sort()).toEqual([
      "CreateAccessKey",
      "GetAccountSummary",
      "ListAccessKeys",
    ]);
    expect(new Set(root.map((each) => each.sourceIPAddress))).toEqual(new Set(["203.0.113.77"]));
    expect(trail.filter((each) => each.eventName === "CreateAccessKey")).toHaveLength(1);
  });

  test("one security group is opened to the world, on port 22", () => {
    const opened = trail.filter((each) => JSON.stringify(each.requestParameters ?? null).includes("0.0.0.0/0"));
    expect(opened.map((each) => [each.eventName, each.userIdentity?.arn, each.errorCode])).toEqual([
      ["AuthorizeSecurityGroupIngress", "arn:aws:iam::111122223333:user/paulo.santos", undefined],
    ]);
    expect(opened[0]?.requestParameters).toMatchObject({
      groupId: story.securityGroupId,
      ipPermissions: { items: [{ ipProtocol: "tcp", fromPort: 22, toPort: 22 }] },
    });
  });

  test("one object is read and deleted, told by both logs with the same request ids", () => {
    const key = "finance/2026/payroll Q3.xlsx";
    const events = trail.filter((each) => each.requestParameters?.["key"] === key);
    expect(events.map((each) => [each.eventName, each.requestID]).sort()).toEqual([
      ["DeleteObject", story.deleteRequestId],
      ["GetObject", story.readRequestId],
    ]);
    // The space is encoded once as %20, and its % once more.
    const told = lines.map(fieldsOf).filter((fields) => fields[7] === "finance/2026/payroll%2520Q3.xlsx");
    expect(told.map((fields) => [fields[6], fields[5]]).sort()).toEqual([
      ["REST.DELETE.OBJECT", story.deleteRequestId],
      ["REST.GET.OBJECT", story.readRequestId],
    ]);
    expect(new Set(told.map((fields) => fields[4]))).toEqual(new Set([story.userArn]));
    expect(new Set(events.map((each) => each.userIdentity?.arn))).toEqual(new Set([story.userArn]));
  });

  test("one StopLogging is denied", () => {
    const stops = trail.filter((each) => each.eventName === "StopLogging");
    expect(stops.map((each) => [each.errorCode, each.userIdentity?.userName])).toEqual([
      ["AccessDenied", "paulo.santos"],
    ]);
  });

  test("Insights saw the burst begin and end", () => {
    const seen = insights.filter((each) => each.sharedEventID === story.insightSharedEventId);
    expect(seen.map((each) => [each.insightDetails?.state, each.insightDetails?.eventName])).toEqual([
      ["Start", "ConsoleLogin"],
      ["End", "ConsoleLogin"],
    ]);
  });

  test("nothing else comes from that address", () => {
    // 14 failures, 1 login, 3 by root, 1 port, 2 requests to the object, 1 StopLogging.
    expect(trail.filter((each) => each.sourceIPAddress === "203.0.113.77")).toHaveLength(22);
    expect(lines.filter((line) => line.includes(" 203.0.113.77 "))).toHaveLength(2);
  });
});

test("the story is the same, word for word, under every seed", () => {
  const told = (seed: number): string[] => {
    const { trail, lines } = readAll(sampleFiles({ records: 500, seed }));
    const events = trail.filter((each) => each.sourceIPAddress === story.address).map((each) => JSON.stringify(each));
    return [...events, ...lines.filter((line) => line.includes(` ${story.address} `))].sort();
  };
  expect(told(1)).toHaveLength(24);
  expect(told(2)).toEqual(told(1));
});

test("its times are those of the records, within the last 48 hours, and move with the end of the sample", () => {
  const late = new Date("2030-03-05T06:00:00Z");
  for (const [when, options] of [
    [end, { records: 500 }],
    [late, { records: 500, end: late }],
  ] as const) {
    const { trail } = readAll(sampleFiles(options));
    const timeOf = (match: (each: TrailRecord) => boolean): string[] =>
      trail.filter((each) => each.sourceIPAddress === story.address && match(each)).map((each) => each.eventTime);
    const times = storyTimes(when);
    const failures = timeOf((each) => isLogin(each, "Failure")).sort();
    expect([failures[0], failures.at(-1)]).toEqual([times.firstFailure, times.lastFailure]);
    expect(timeOf((each) => isLogin(each, "Success"))).toEqual([times.login]);
    expect(timeOf((each) => each.eventName === "CreateAccessKey")).toEqual([times.rootCreateAccessKey]);
    expect(timeOf((each) => each.eventName === "AuthorizeSecurityGroupIngress")).toEqual([times.securityGroupOpened]);
    expect(timeOf((each) => each.eventName === "DeleteObject")).toEqual([times.objectDeleted]);
    expect(timeOf((each) => each.eventName === "StopLogging")).toEqual([times.stopLogging]);
    for (const time of Object.values(times)) {
      expect(Date.parse(time)).toBeGreaterThanOrEqual(when.getTime() - 48 * 3_600_000);
      expect(Date.parse(time)).toBeLessThan(when.getTime());
    }
  }
});
