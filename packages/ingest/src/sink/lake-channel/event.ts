import { type Cell, recordFields, type StoreField, type StoreRow } from "@trailkeep/core/store/row";

/** An event as PutAuditEvents takes it: an id that is always the same for the same record, and its content as JSON text. */
export interface AuditEvent {
  /** Letters, digits, `-` and `_`, at most 128. */
  readonly id: string;
  readonly eventData: string;
}

/** Where a record was read. */
export interface Origin {
  readonly inputObject: string;
  readonly inputPosition: number;
}

/**
 * Longest members of an event, in characters. A longer value is cut there; `additionalEventData` has it whole.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/query-integration-event-schema.html
 */
const longest = { principalId: 1_024, userAgent: 1_024, other: 256 } as const;

const fields: readonly StoreField[] = recordFields("s3_access");

/**
 * A record of an access log as an event of an integration: docs/lake-integration.md. No field is lost but the line itself.
 * @param accountId the owner of the channel
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/query-integration-event-schema.html
 */
export function auditEvent(row: StoreRow, { inputObject, inputPosition }: Origin, accountId: string): AuditEvent {
  const recordId = row.recordId.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  const texts = new Map<string, string>();
  fields.forEach(({ name, type }, place) => {
    const cell = row.cells[place] ?? null;
    if (cell !== null && name !== "raw") texts.set(name, cellText(cell, type));
  });
  const eventData = {
    version: "1.0",
    userIdentity: identityOf(texts.get("requester")),
    ...cut("userAgent", texts.get("userAgent"), longest.userAgent),
    eventSource: "s3.amazonaws.com",
    eventName: (texts.get("operation") ?? "-").slice(0, longest.other),
    eventTime: new Date(row.timeMs).toISOString().replace(/\.\d{3}Z$/, "Z"),
    UID: recordId,
    ...cut("errorCode", texts.get("errorCode"), longest.other),
    ...cut("sourceIPAddress", texts.get("remoteIp"), longest.other),
    recipientAccountId: accountId,
    additionalEventData: {
      ...Object.fromEntries(texts),
      recordId,
      inputObject,
      inputPosition: String(inputPosition),
    },
  };
  return { id: recordId, eventData: JSON.stringify(eventData) };
}

function cellText(cell: Exclude<Cell, null>, type: string): string {
  return type === "timestamp" ? new Date(Number(cell)).toISOString() : String(cell);
}

/** Who asked, by the form of the requester: a canonical user id, an ARN, or nobody. */
function identityOf(requester: string | undefined): { readonly type: string; readonly principalId: string } {
  if (requester === undefined) return { type: "Anonymous", principalId: "anonymous" };
  return { type: identityType(requester), principalId: requester.slice(0, longest.principalId) };
}

function identityType(requester: string): string {
  if (/^arn:[^:]*:iam::\d{12}:user\//.test(requester)) return "IAMUser";
  if (/^arn:[^:]*:sts::\d{12}:assumed-role\//.test(requester)) return "AssumedRole";
  return "AWSAccount";
}

function cut(name: string, text: string | undefined, most: number): Readonly<Record<string, string>> {
  return text === undefined || text === "" ? {} : { [name]: text.slice(0, most) };
}
