import { addendum } from "./addendum.ts";
import { boolean, json, list, string, timestamp } from "./field.ts";
import { userIdentity } from "./identity.ts";
import { defineSource } from "./source.ts";

/** CloudTrail management, data and network activity events, record contents up to event version 1.11. */
export const cloudtrail = defineSource({
  name: "cloudtrail",
  doc: "CloudTrail management, data and network activity events.",
  reference:
    "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html",
  stores: ["lake", "athena", "insights", "local"],
  time: "eventTime",
  id: "eventID",
  shortcuts: [
    { field: "responseElements", member: "ConsoleLogin" },
    { field: "additionalEventData", member: "MFAUsed" },
    { field: "requestParameters", member: "bucketName" },
    { field: "requestParameters", member: "key" },
    { field: "requestParameters", member: "roleArn" },
    { field: "requestParameters", member: "userName" },
  ],
  fields: {
    eventTime: timestamp("When the request was completed, UTC.", { since: "1.0" }),
    eventVersion: string("Version of the record format: compare the major as equal, the minor as a number.", {
      since: "1.0",
    }),
    ...userIdentity,
    eventSource: string("Service that the request was made to, as in `s3.amazonaws.com`.", { since: "1.0" }),
    eventName: string("Action that was requested.", { since: "1.0" }),
    awsRegion: string("Region that the request was made to.", { since: "1.0" }),
    sourceIPAddress: string(
      "Address the request came from; a service's DNS name or `AWS Internal` where AWS made it.",
      { since: "1.0" },
    ),
    userAgent: string("Agent that made the request; cut at 1 KB.", { since: "1.0" }),
    errorCode: string("AWS service error, if the request failed.", { since: "1.0" }),
    errorMessage: string("What the error said; cut at 1 KB.", { since: "1.0" }),
    requestParameters: json("Parameters sent with the request; omitted beyond 100 KB.", { since: "1.0" }),
    responseElements: json("What an action that changes something answered; omitted beyond 100 KB.", { since: "1.0" }),
    additionalEventData: json(
      "Data about the event that is part of neither request nor response; omitted beyond 28 KB.",
      { since: "1.0" },
    ),
    requestID: string("Identifies the request; made by the called service.", { since: "1.01" }),
    eventID: string("GUID of the event.", { since: "1.01" }),
    eventType: string("AwsApiCall, AwsServiceEvent, AwsConsoleAction, AwsConsoleSignIn, AwsVpceEvents.", {
      since: "1.02",
    }),
    apiVersion: string("API version, for AwsApiCall events.", { since: "1.01" }),
    managementEvent: boolean("Whether it is a management event.", { since: "1.06" }),
    readOnly: boolean("Whether the operation only reads.", { since: "1.01" }),
    resources: list(["ARN", "ARNPrefix", "accountId", "type"], "Resources that the event touched.", { since: "1.01" }),
    recipientAccountId: string("Account that received the event.", { since: "1.02" }),
    serviceEventDetails: json("What triggered a service event and its result; omitted beyond 100 KB.", {
      since: "1.05",
    }),
    sharedEventID: string("Identifies one action that was delivered to several accounts.", { since: "1.03" }),
    vpcEndpointId: string("VPC endpoint through which the request was made.", { since: "1.04" }),
    vpcEndpointAccountId: string("Owner of that VPC endpoint.", { since: "1.09" }),
    eventCategory: string("Management, Data or NetworkActivity.", { since: "1.07" }),
    ...addendum,
    sessionCredentialFromConsole: string("`true` if the request came from a console session.", { since: "1.08" }),
    eventContext: json("Tags and request context with which an event data store enriches events.", { since: "1.11" }),
    edgeDeviceDetails: json("Edge devices that a request targets.", { since: "1.08" }),
    "tlsDetails.tlsVersion": string("TLS version of the request.", { since: "1.08" }),
    "tlsDetails.cipherSuite": string("Cipher suite of the request.", { since: "1.08" }),
    "tlsDetails.clientProvidedHostHeader": string("Host name that the client used, usually the endpoint's FQDN.", {
      since: "1.08",
    }),
    otherFields: json("Members of the record that the format's reference does not know, kept under their own names."),
    raw: string("The record as it was delivered, verbatim."),
  },
});
