import type { LakeColumns } from "./lake-columns.ts";

/**
 * Event data stores of CloudTrail events. `eventjson` has the event whole: what the other columns lack or cannot tell
 * apart (an object from a text that looks like one) is read there.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/query-supported-event-schemas.html
 */
export const cloudtrailColumns: LakeColumns = {
  identity: ["eventid", "recipientaccountid", "eventjson"],
  fields: {
    ...same(
      ...["eventTime", "eventVersion", "eventSource", "eventName", "awsRegion", "sourceIPAddress", "userAgent"],
      ...[
        "errorCode",
        "errorMessage",
        "requestID",
        "eventID",
        "eventType",
        "apiVersion",
        "managementEvent",
        "readOnly",
      ],
      ...["resources", "recipientAccountId", "sharedEventID", "vpcEndpointId", "vpcEndpointAccountId", "eventCategory"],
      ...["sessionCredentialFromConsole", "tlsDetails.tlsVersion", "tlsDetails.cipherSuite"],
      ...["tlsDetails.clientProvidedHostHeader", "userIdentity.type", "userIdentity.principalId", "userIdentity.arn"],
      ...["userIdentity.accountId", "userIdentity.accessKeyId", "userIdentity.userName", "userIdentity.invokedBy"],
      ...["type", "userName", "principalId", "arn", "accountId"].map(
        (name) => `userIdentity.sessionContext.sessionIssuer.${name}`,
      ),
      "userIdentity.sessionContext.webIdFederationData.federatedProvider",
      "userIdentity.sessionContext.attributes.creationDate",
      "userIdentity.sessionContext.attributes.mfaAuthenticated",
      ...["sourceIdentity", "ec2RoleDelivery", "ec2IssuedInVpc"].map((name) => `userIdentity.sessionContext.${name}`),
      ...["onBehalfOf.userId", "onBehalfOf.identityStoreArn", "inScopeOf.sourceArn", "inScopeOf.sourceAccount"].map(
        (name) => `userIdentity.${name}`,
      ),
      ...["userIdentity.inScopeOf.issuerType", "userIdentity.identityProvider"],
    ),
    raw: "eventjson",
    ...fromEvent(
      "userIdentity.invokedByDelegate.accountId",
      "userIdentity.sessionContext.assumedRoot",
      // The column's name is documented with a spelling mistake, which may or may not be its own.
      "userIdentity.inScopeOf.credentialsIssuedTo",
      "userIdentity.credentialId",
      ...["reason", "updatedFields", "originalRequestID", "originalEventID"].map((name) => `addendum.${name}`),
    ),
  },
  json: {
    ...Object.fromEntries(
      [
        ...["requestParameters", "responseElements", "additionalEventData", "serviceEventDetails", "eventContext"],
        ...["edgeDeviceDetails", "userIdentity.sessionContext.webIdFederationData.attributes"],
      ].map((name) => [name, ["eventjson", ...name.split(".")] as const]),
    ),
    otherFields: ["eventjson"],
  },
  members: Object.fromEntries(
    [
      ...["requestParameters", "responseElements", "additionalEventData", "serviceEventDetails", "edgeDeviceDetails"],
    ].map((name) => [name, name.toLowerCase()]),
  ),
};

/** Columns and members of rows that are named as the field is, in lower case. */
function same(...names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, name.toLowerCase()]));
}

function fromEvent(...names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, `json_extract_scalar(eventjson, '$.${name}')`]));
}
