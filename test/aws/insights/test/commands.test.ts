import { describe, expect, test } from "vitest";
import { ask, askEvents, column, eventsOf } from "./ask.ts";

describe("fields and display", () => {
  test("a query that names no field shows the time and the message, the newest first", () => {
    expect(ask("filter a > 0", [{ a: 1 }, { a: 2 }])).toEqual([
      { "@timestamp": "2026-03-01 00:00:01.000", "@message": '{"a":2}' },
      { "@timestamp": "2026-03-01 00:00:00.000", "@message": '{"a":1}' },
    ]);
  });

  test("several fields commands add up, the last display counts", () => {
    const messages = [{ a: 1, b: 2, c: 3 }];
    expect(ask("fields a | fields b", messages)).toEqual([{ a: "1", b: "2" }]);
    expect(ask("fields a | display b | display c", messages)).toEqual([{ c: "3" }]);
  });

  test("missing fields are left out of a row", () => {
    expect(ask("fields a, b", [{ a: 1 }])).toEqual([{ a: "1" }]);
  });

  test("new fields by functions, named by their text or by an alias", () => {
    expect(
      ask("fields concat(Operation, '-', StatusCode) as opStatus", [{ Operation: "Get", StatusCode: 200 }]),
    ).toEqual([{ opStatus: "Get-200" }]);
    expect(ask("fields `foo-bar`, action, abs(f3-f4)", [{ "foo-bar": "x", action: "a", f3: 2, f4: 5 }])).toEqual([
      { "foo-bar": "x", action: "a", "abs(f3-f4)": "3" },
    ]);
  });

  test("whether a field is there is 1 or 0", () => {
    expect(column("isRes", "fields ispresent(resolverArn) as isRes", [{ resolverArn: "x" }, {}])).toEqual(["0", "1"]);
  });
});

describe("filter", () => {
  const exceptions = [{ f1: "an Exception" }, { f1: "an exception" }, { f1: "fine" }, { f2: 1 }];

  test.each([
    ['f1 like "Exception"', ["an Exception"]],
    ["f1 like /Exception/", ["an Exception"]],
    ["f1 =~ /Exception/", ["an Exception"]],
    ["f1 like /(?i)Exception/", ["an exception", "an Exception"]],
    ['f1 not like "Exception"', [undefined, "fine", "an exception"]],
    ["f1 not like /Exception/", [undefined, "fine", "an exception"]],
    ['f1 in ["fine"]', ["fine"]],
    ['f1 not in ["fine"]', [undefined, "an exception", "an Exception"]],
    ['f1 != "fine"', [undefined, "an exception", "an Exception"]],
    ['not f1 = "fine"', [undefined, "an exception", "an Exception"]],
    ['ispresent(f1) and f1 != "fine"', ["an exception", "an Exception"]],
    ["!ispresent(f1)", [undefined]],
  ])("%s", (condition, rows) => {
    expect(column("f1", `fields f1 | filter ${condition}`, exceptions)).toEqual(rows);
  });

  test("numbers compare with texts that are numbers, whichever side is which", () => {
    const messages = [{ status: 200 }, { status: "300" }, { status: "x" }];
    expect(column("status", "fields status | filter status >= 200 and status <= 299", messages)).toEqual(["200"]);
    expect(column("status", "fields status | filter status in [300,400,500]", messages)).toEqual(["300"]);
    expect(column("status", 'fields status | filter status = "200"', messages)).toEqual(["200"]);
    expect(column("status", "fields status | filter status like /2\\d\\d/", messages)).toEqual(["200"]);
  });

  test("JSON booleans are 1 and 0, and no text", () => {
    const messages = [
      { n: 1, readOnly: true },
      { n: 2, readOnly: false },
    ];
    expect(column("n", "fields n | filter readOnly = 1", messages)).toEqual(["1"]);
    expect(column("n", "fields n | filter readOnly = 0", messages)).toEqual(["2"]);
    expect(column("n", 'fields n | filter readOnly = "0"', messages)).toEqual([]);
    expect(column("n", "fields n | filter readOnly = false", messages)).toEqual([]);
    expect(column("n", "fields n | filter readOnly = true", messages)).toEqual([]);
  });

  test("or binds weaker than and, and not strongest", () => {
    const messages = [
      { a: 1, b: 1, c: 0 },
      { a: 0, b: 0, c: 1 },
      { a: 1, b: 0, c: 0 },
    ];
    const asked = "fields concat(a, b, c) as abc | filter a = 1 and b = 1 or c = 1";
    expect(column("abc", asked, messages)).toEqual(["001", "110"]);
    expect(column("abc", "fields concat(a, b, c) as abc | where not a = 1 and c = 1", messages)).toEqual(["001"]);
  });

  test("a map or list compares with nothing", () => {
    const asked = (operator: string) =>
      `fields jsonParse(@message) as m | filter m.a ${operator} "x" | display @message`;
    expect(ask(asked("="), [{ a: ["x"] }])).toEqual([]);
    expect(ask(asked("!="), [{ a: ["x"] }])).toEqual([]);
  });
});

describe("sort", () => {
  test("the page's example of natural order", () => {
    const ordered = "!: # *%04 0# 5A 111A 2345_ @ @_ A A9876fghj a12345hfh 0 01 1 2 3".split(" ");
    const messages = ordered.map((v) => ({ v }));
    expect(column("v", "fields v | sort v asc", messages.toReversed())).toEqual(ordered);
    expect(column("v", "fields v | sort v desc", messages).slice(0, 3)).toEqual(["3", "2", "1"]);
  });

  test("several keys, each with a direction of its own", () => {
    const messages = [
      { a: 1, b: 1 },
      { a: 1, b: 2 },
      { a: 2, b: 3 },
    ];
    expect(column("b", "fields a, b | sort a desc, b asc", messages)).toEqual(["3", "1", "2"]);
  });
});

describe("limit", () => {
  test("cuts at the count, at 10,000 without one", () => {
    const messages = Array.from({ length: 10_001 }, (_, n) => ({ n }));
    expect(ask("fields n", messages)).toHaveLength(10_000);
    expect(ask("fields n | limit 10001", messages)).toHaveLength(10_001);
    expect(column("n", "fields n | sort @timestamp desc | limit 2", messages)).toEqual(["10000", "9999"]);
    expect(ask("fields n | limit any 1", messages)).toHaveLength(1);
  });
});

describe("dedup", () => {
  test("the first of equal rows stays, and all with a missing key", () => {
    const messages = [{ s: "a", n: 1 }, { s: "a", n: 2 }, { n: 3 }, { n: 4 }, { s: "b", n: 5 }];
    expect(column("n", "fields n, s | sort @timestamp asc | dedup s", messages)).toEqual(["1", "3", "4", "5"]);
    expect(column("n", "fields n, s | dedup s | limit 2", messages)).toEqual(["5", "4"]);
  });
});

describe("parse", () => {
  const line = "25 May 2019 10:24:39,474 [ERROR] {foo=2, bar=data} The error was: DataIntegrityException";
  const found = { level: "ERROR", config: "{foo=2, bar=data}", exception: "DataIntegrityException" };

  test("the page's line by glob and by regular expression", () => {
    const glob = 'parse @message "[*] * The error was: *" as level, config, exception';
    const regex = "parse @message /\\[(?<level>\\S+)\\]\\s+(?<config>\\{.*\\})\\s+The error was: (?<exception>\\S+)/";
    expect(ask(`${glob} | display level, config, exception`, [line])).toEqual([found]);
    expect(ask(`${regex} | display level, config, exception`, [line])).toEqual([found]);
  });

  test("averages by what was parsed", () => {
    const messages = [
      "user=a, method:get, latency := 10",
      "user=a, method:get, latency := 20",
      "user=b, method:put, latency := 5",
    ];
    const glob = 'parse @message "user=*, method:*, latency := *" as @user, @method, @latency';
    expect(ask(`${glob} | stats avg(@latency) by @method, @user`, messages)).toEqual([
      { "@method": "put", "@user": "b", "avg(@latency)": "5" },
      { "@method": "get", "@user": "a", "avg(@latency)": "15" },
    ]);
  });

  test("of a field, in a chain; a row that does not fit stays", () => {
    const query =
      'parse @message "url=*" as url | parse url "/api/*/users/*" as apiVersion, userId | display apiVersion, userId';
    expect(ask(query, ["url=/api/v1/users/7", "else"])).toEqual([{}, { apiVersion: "v1", userId: "7" }]);
    expect(ask('parse "level=*;" as level | display level', ["level=x;"])).toEqual([{ level: "x" }]);
  });

  test("several matches make several rows", () => {
    const query = "parse @message /(\\d+\\.\\d+\\.\\d+\\.\\d+)/ as ip_addr multi | stats count(*) by ip_addr";
    expect(ask(query, ["10.0.0.1 to 10.0.0.2", "10.0.0.1 again"])).toEqual([
      { ip_addr: "10.0.0.1", "count(*)": "2" },
      { ip_addr: "10.0.0.2", "count(*)": "1" },
    ]);
  });

  test("logfmt, csv and JSON", () => {
    expect(
      ask('parse @message logfmt as lf | filter lf.level = "error" | display lf.msg, lf.duration', [
        'level=error msg="it broke" duration=7',
      ]),
    ).toEqual([{ "lf.msg": "it broke", "lf.duration": "7" }]);
    expect(
      ask('parse @message csv as time, level, text | filter level = "ERROR" | display time, text', [
        '1,ERROR,"a,b"',
        "2,INFO,c",
      ]),
    ).toEqual([{ time: "1", text: "a,b" }]);
    const json =
      'parse @message /(?<payload>\\{.*\\})/ | json field=payload "user.name" as username | display username';
    expect(ask(json, ['x {"user":{"name":"eve"}}'])).toEqual([{ username: "eve" }]);
  });
});

describe("unnest", () => {
  test("a record for each element", () => {
    const query =
      "fields jsonParse(@message) as json_message | unnest json_message.events into event | display event.name";
    expect(ask(query, [{ events: [{ name: "exception" }, { name: "user action" }] }])).toEqual([
      { "event.name": "exception" },
      { "event.name": "user action" },
    ]);
  });

  test("a list for aggregation", () => {
    const query = `fields jsonParse(trimmedData) as accounts | unnest accounts into account
      | stats sum(account.droppedSpans) as n by account.accountId | sort n desc | limit 10`;
    const trimmedData = JSON.stringify([
      { accountId: "1", droppedSpans: 2 },
      { accountId: "2", droppedSpans: 9 },
    ]);
    expect(ask(query, [{ trimmedData }])).toEqual([
      { "account.accountId": "2", n: "9" },
      { "account.accountId": "1", n: "2" },
    ]);
  });
});

describe("join, subquery and SOURCE", () => {
  const api = eventsOf([
    { requestId: "r1", status: 500 },
    { requestId: "r2", status: 503 },
    { requestId: "r3", status: 200 },
  ]);
  const others = {
    "/aws/lambda/my-function": eventsOf([
      { requestId: "r1", duration: 12 },
      { requestId: "r1", duration: 13 },
    ]),
  };
  const join = (type: string) => `filter status >= 500
    | join type=${type} left=api right=lambda where api.requestId=lambda.requestId (SOURCE '/aws/lambda/my-function')
    | fields api.requestId, lambda.duration | sort lambda.duration asc`;

  test("inner and left", () => {
    expect(askEvents(join("inner"), api, {}, others)).toEqual([
      { "api.requestId": "r1", "lambda.duration": "12" },
      { "api.requestId": "r1", "lambda.duration": "13" },
    ]);
    expect(askEvents(join("left"), api, {}, others)[0]).toEqual({ "api.requestId": "r2" });
  });

  test("a filter by what another group has often", () => {
    const query = `filter requestId in (SOURCE '/aws/lambda/my-function' | stats count(*) as n by requestId
      | filter n > 1 | fields requestId) | fields requestId, status`;
    expect(askEvents(query, api, {}, others)).toEqual([{ requestId: "r1", status: "500" }]);
  });

  test("the groups that a query names itself", () => {
    expect(askEvents("SOURCE '/aws/lambda/my-function' | stats count(*) as n", api, {}, others)).toEqual([{ n: "2" }]);
  });
});
