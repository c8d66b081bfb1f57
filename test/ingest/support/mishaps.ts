import type { Chance } from "./chance.ts";
import type { Call, Fault } from "./proxy.ts";

const s3Error = (status: number, code: string): Fault => ({
  kind: "answer",
  status,
  body: `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`,
});

const dynamoError = (status: number, code: string, members: object = {}): Fault => ({
  kind: "answer",
  status,
  body: JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${code}`, message: code, ...members }),
});

const conflict = dynamoError(400, "TransactionCanceledException", {
  CancellationReasons: [{ Code: "None" }, { Code: "TransactionConflict" }],
});

const ofS3 = [
  s3Error(503, "SlowDown"),
  s3Error(500, "InternalError"),
  { kind: "drop-before" },
  { kind: "drop-after" },
  { kind: "stall" },
] as const satisfies readonly Fault[];

const ofDynamo = [
  dynamoError(400, "ProvisionedThroughputExceededException"),
  dynamoError(500, "InternalServerError"),
  { kind: "drop-before" },
  { kind: "drop-after" },
] as const satisfies readonly Fault[];

/** What the services answer to who may not read. */
export const accessDenied = s3Error(403, "AccessDenied");

/** A mishap for about so many of all calls. */
export function mishaps(chance: Chance, share: number): (call: Call) => Fault | null {
  return (call) => {
    if (!chance.is(share)) return null;
    if (call.service === "dynamodb") {
      const transacts = call.operation === "TransactWriteItems" && chance.is(0.3);
      return transacts ? conflict : chance.of(ofDynamo);
    }
    if (call.method === "GET" && chance.is(0.5)) return { kind: "truncate" };
    if (call.method === "PUT" && chance.is(0.2)) return s3Error(409, "ConditionalRequestConflict");
    return chance.of(ofS3);
  };
}
