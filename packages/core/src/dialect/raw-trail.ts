import type { RawColumns } from "./raw-columns.ts";
import { timestampText } from "./trino-literal.ts";
import { instantSql } from "./trino-value.ts";

/** Columns, and members of structs, that bear the field's name in lower case and hold text. */
const texts = [
  ...["eventVersion", "eventSource", "eventName", "awsRegion", "sourceIPAddress", "userAgent", "errorCode"],
  ...["errorMessage", "requestID", "eventID", "eventType", "apiVersion", "recipientAccountId", "sharedEventID"],
  ...["vpcEndpointId", "vpcEndpointAccountId", "eventCategory", "sessionCredentialFromConsole"],
  ...["addendum.reason", "addendum.updatedFields", "addendum.originalRequestID", "addendum.originalEventID"],
  ...["tlsDetails.tlsVersion", "tlsDetails.cipherSuite", "tlsDetails.clientProvidedHostHeader"],
  ...["type", "principalId", "arn", "accountId", "invokedBy", "accessKeyId", "userName"].map(
    (name) => `userIdentity.${name}`,
  ),
  ...["userIdentity.onBehalfOf.userId", "userIdentity.onBehalfOf.identityStoreArn"],
  "userIdentity.sessionContext.attributes.mfaAuthenticated",
  ...["type", "principalId", "arn", "accountId", "userName"].map(
    (name) => `userIdentity.sessionContext.sessionIssuer.${name}`,
  ),
  "userIdentity.sessionContext.ec2RoleDelivery",
  "userIdentity.sessionContext.webIdFederationData.federatedProvider",
];

/** Open JSON is text in these columns. */
const documents = [
  ...["requestParameters", "responseElements", "additionalEventData", "serviceEventDetails", "edgeDeviceDetails"],
];

/**
 * The table over CloudTrail's log files that AWS's guide has created since the record got its members of 2023.
 * @see https://docs.aws.amazon.com/athena/latest/ug/create-cloudtrail-table-partition-projection.html
 */
export const rawTrail: RawColumns = {
  fields: {
    ...Object.fromEntries(texts.map((name) => [name, name.toLowerCase()])),
    ...Object.fromEntries(documents.map((name) => [name, `nullif(${name.toLowerCase()}, 'null')`])),
    eventTime: instantSql("eventtime"),
    "userIdentity.sessionContext.attributes.creationDate": `TRY(${instantSql("useridentity.sessioncontext.attributes.creationdate")})`,
    readOnly: "CASE readonly WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE END",
    resources: "resources",
  },
  lacking: { resources: ["ARNPrefix"] },
  time: "eventtime",
  conditions: ({ startMs, endMs }) => [
    ...(startMs === null ? [] : [`eventtime >= '${second(startMs)}'`]),
    ...(endMs === null ? [] : [`eventtime <= '${second(endMs)}Z'`]),
  ],
};

/** `2026-03-01T00:00:00`: behind it stands `Z`, or `.` and a fraction, which sorts before `Z`. */
function second(timeMs: number): string {
  return timestampText(timeMs).slice(0, 19).replace(" ", "T");
}
