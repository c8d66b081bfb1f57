import { guid } from "../id.ts";
import { type Principal, userIdentity } from "../identity/principal.ts";
import type { Random } from "../random.ts";
import { hourMs, isoSeconds } from "../time.ts";

/** What one event says beyond what every event says. Members that hold JSON text are named so. */
export interface Call {
  /** `ec2` for `ec2.amazonaws.com`. */
  readonly service: string;
  readonly name: string;
  readonly readOnly: boolean;
  readonly parametersJson: string;
  readonly responseJson?: string;
  readonly additionalJson?: string;
  readonly resourcesJson?: string;
  readonly serviceEventJson?: string;
  readonly apiVersion?: string;
  readonly errorCode?: string;
  readonly errorMessage?: string;
  /** Management event unless said otherwise. */
  readonly category?: "Management" | "Data" | "NetworkActivity";
  readonly eventType?: "AwsApiCall" | "AwsServiceEvent" | "AwsConsoleAction" | "AwsConsoleSignIn" | "AwsVpceEvents";
  /** The request's id if another log tells of the same request. */
  readonly requestId?: string;
  readonly vpcEndpoint?: { readonly id: string; readonly account: string };
  /** The action was delivered to several accounts. */
  readonly shared?: boolean;
  /** Host name the client used; none for a service's own events. */
  readonly host?: string;
}

/** Where and when an event is recorded. */
export interface Scene {
  readonly timeMs: number;
  readonly account: string;
  readonly region: string;
  readonly principal: Principal;
  /** The record came more than its usual minutes after the event. */
  readonly late: boolean;
}

const versions = ["1.08", "1.09", "1.10", "1.11"];

function member(name: string, json: string | undefined): string {
  return json === undefined ? "" : `"${name}":${json},`;
}

function text(name: string, value: string | undefined): string {
  return value === undefined ? "" : `"${name}":${JSON.stringify(value)},`;
}

/** A failed sign-in has a message and no code. */
function errorMembers(call: Call): string {
  return text("errorCode", call.errorCode) + text("errorMessage", call.errorMessage);
}

/** Members that few events have, in the order of AWS's records. */
function seldom(call: Call, scene: Scene, random: Random): string {
  const { vpcEndpoint } = call;
  const endpoint = text("vpcEndpointId", vpcEndpoint?.id) + text("vpcEndpointAccountId", vpcEndpoint?.account);
  const sharedId = call.shared === true ? `"sharedEventID":"${guid(random)}",` : "";
  const addendum = scene.late && random.chance(250) ? '"addendum":{"reason":"DELIVERY_DELAY"},' : "";
  return sharedId + member("serviceEventDetails", call.serviceEventJson) + endpoint + addendum;
}

/** Members after `eventCategory`. */
function tail(call: Call, scene: Scene): string {
  const { host } = call;
  const tls =
    host === undefined
      ? ""
      : `,"tlsDetails":{"tlsVersion":"TLSv1.3","cipherSuite":"TLS_AES_128_GCM_SHA256","clientProvidedHostHeader":"${host}"}`;
  const console = scene.principal.fromConsole && call.eventType === undefined;
  return console ? `${tls},"sessionCredentialFromConsole":"true"` : tls;
}

/** The user agent as CloudTrail writes it: S3's stands in brackets. */
function userAgent(call: Call, principal: Principal): string {
  return JSON.stringify(call.service === "s3" ? `[${principal.userAgent}]` : principal.userAgent);
}

/** What was asked and answered; a network activity event does not tell. */
function exchange(call: Call): string {
  if (call.category === "NetworkActivity") return "";
  const response = call.errorCode === undefined ? (call.responseJson ?? "null") : "null";
  return `"requestParameters":${call.parametersJson},"responseElements":${response},${member("additionalEventData", call.additionalJson)}`;
}

/** Ids and kind. Sign-in events have no request id, network activity events no `managementEvent`. */
function kind(call: Call, random: Random): string {
  const { category = "Management", eventType = "AwsApiCall" } = call;
  const requestId = eventType === "AwsConsoleSignIn" ? "" : `"requestID":"${call.requestId ?? guid(random)}",`;
  const readOnly = category === "NetworkActivity" ? "" : `"readOnly":${call.readOnly},`;
  const management = category === "NetworkActivity" ? "" : `"managementEvent":${category === "Management"},`;
  return (
    `${requestId}"eventID":"${guid(random)}",${readOnly}${member("resources", call.resourcesJson)}` +
    `"eventType":"${eventType}",${text("apiVersion", call.apiVersion)}${management}`
  );
}

/**
 * One CloudTrail record as compact JSON, members in AWS's order.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export function eventRecord(call: Call, scene: Scene, random: Random): string {
  const { principal, timeMs } = scene;
  // vpcEndpointAccountId came with 1.09.
  const version = call.vpcEndpoint === undefined ? random.pick(versions) : "1.11";
  const sessionCreated = isoSeconds(timeMs - random.below(hourMs));
  return (
    `{"eventVersion":"${version}","userIdentity":${userIdentity(principal, sessionCreated)},` +
    `"eventTime":"${isoSeconds(timeMs)}","eventSource":"${call.service}.amazonaws.com","eventName":"${call.name}",` +
    `"awsRegion":"${scene.region}","sourceIPAddress":"${principal.address}","userAgent":${userAgent(call, principal)},` +
    `${errorMembers(call)}${exchange(call)}${kind(call, random)}"recipientAccountId":"${scene.account}",` +
    `${seldom(call, scene, random)}"eventCategory":"${call.category ?? "Management"}"${tail(call, scene)}}`
  );
}
