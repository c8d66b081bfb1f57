import { accessKey, accessTime, readAccessLine } from "./access-line.ts";
import { type Json, memberOf, readJson, textOf } from "./json.ts";
import { madeObject, madeString, rowText, type Shape, type Shapes } from "./shape.ts";

/**
 * Event data stores as CloudTrail Lake shows them.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/query-supported-event-schemas.html
 */

const identity: Shapes = {
  ...texts("type", "principalid", "arn", "accountid", "accesskeyid", "username"),
  sessioncontext: {
    row: {
      attributes: { row: { creationdate: "timestamp", mfaauthenticated: "varchar" } },
      sessionissuer: { row: texts("type", "principalid", "arn", "accountid", "username") },
      webidfederationdata: { row: { federatedprovider: "varchar", attributes: "map" } },
      ...texts("sourceidentity", "ec2roledelivery", "ec2issuedinvpc"),
    },
  },
  onbehalfof: { row: texts("userid", "identitystorearn") },
  // The page spells the last one so: a reader by the page's names finds nothing in it.
  inscopeof: { row: texts("sourcearn", "sourceaccount", "issuertype", "credentiaisissuedto") },
  ...texts("invokedby", "identityprovider"),
};

/** CloudTrail events. */
export const lakeEvents: Shapes = {
  eventversion: "varchar",
  useridentity: { row: identity },
  eventtime: "timestamp",
  ...texts("eventsource", "eventname", "awsregion", "sourceipaddress", "useragent", "errorcode", "errormessage"),
  ...maps("requestparameters", "responseelements", "additionaleventdata"),
  ...texts("requestid", "eventid"),
  readonly: "boolean",
  resources: { list: { row: texts("accountid", "type", "arn", "arnprefix") } },
  ...texts("eventtype", "apiversion"),
  managementevent: "boolean",
  ...texts("recipientaccountid", "sharedeventid", "annotation", "vpcendpointid", "vpcendpointaccountid"),
  ...maps("serviceeventdetails", "addendum", "edgedevicedetails", "insightdetails"),
  ...texts("eventcategory", "sessioncredentialfromconsole"),
  tlsdetails: { row: texts("tlsversion", "ciphersuite", "clientprovidedhostheader") },
  ...texts("eventjson", "eventjsonchecksum"),
};

/** Insights events: another schema than that of trails, and made of it here. */
export const lakeInsights: Shapes = {
  ...texts("eventversion", "eventcategory", "eventtype", "eventid"),
  eventtime: "timestamp",
  ...texts("awsregion", "recipientaccountid", "sharedeventid"),
  addendum: "map",
  ...texts("insightsource", "insightstate", "insighteventsource", "insighteventname", "insighterrorcode"),
  insighttype: "varchar",
  insightcontext: {
    row: {
      baselineaverage: "double",
      insightaverage: "double",
      baselineduration: "bigint",
      insightduration: "bigint",
    },
  },
};

/** Events of an integration. */
export const lakeActivity: Shapes = {
  ...texts("eventversion", "eventcategory", "eventtype", "eventid"),
  eventtime: "timestamp",
  ...texts("awsregion", "recipientaccountid"),
  addendum: { row: texts("reason", "updatedfields", "originaluid", "originaleventid") },
  metadata: { row: texts("ingestiontime", "channelarn") },
  eventdata: {
    row: {
      version: "varchar",
      useridentity: { row: { ...texts("type", "principalid"), details: "map" } },
      ...texts("useragent", "eventsource", "eventname", "eventtime", "uid"),
      ...maps("requestparameters", "responseelements", "additionaleventdata"),
      ...texts("errorcode", "errormessage", "sourceipaddress", "recipientaccountid"),
    },
  },
};

/** The row of an event, given its JSON. */
export function lakeEventRow(text: string): string {
  const event = readJson(text);
  return rowText(with_(event, { eventjson: { kind: "string", value: text } }), lakeEvents);
}

/** The row of an Insights event, given its JSON as trails deliver it. */
export function lakeInsightsRow(text: string): string {
  const event = readJson(text);
  const details = memberOf(event, "insightDetails");
  const context = memberOf(details, "insightContext");
  const statistics = memberOf(context, "statistics");
  const made = {
    insightstate: memberOf(details, "state"),
    insighteventsource: memberOf(details, "eventSource"),
    insighteventname: memberOf(details, "eventName"),
    insighterrorcode: memberOf(details, "errorCode"),
    insighttype: memberOf(details, "insightType"),
    insightcontext: madeObject([
      ["baselineaverage", memberOf(memberOf(statistics, "baseline"), "average")],
      ["insightaverage", memberOf(memberOf(statistics, "insight"), "average")],
      ["baselineduration", memberOf(statistics, "baselineDuration")],
      ["insightduration", memberOf(statistics, "insightDuration")],
    ]),
  };
  return rowText(with_(event, made), lakeInsights);
}

/** What our integration knows of a record beside its line. */
export interface Provenance {
  readonly recordId: string;
  readonly inputObject: string;
  readonly inputPosition: string;
}

/** The row of an access log's line, as our integration puts it: docs/lake-integration.md. */
export function lakeAccessRow(line: string, provenance: Provenance): string {
  const fields = readAccessLine(line);
  const { time = "", keyRaw, operation } = fields;
  const eventTime = accessTime(time);
  const named = Object.entries(fields).filter(([name]) => name !== "time");
  const key = keyRaw === undefined ? [] : [["key", accessKey(keyRaw, operation)] as const];
  const additional = [...named, ...key, ...Object.entries(provenance)].map(
    ([name, value]) => [name, madeString(value)] as const,
  );
  const data = madeObject([
    ["version", madeString("1.0")],
    ["eventSource", madeString("s3.amazonaws.com")],
    ["eventName", madeString(operation)],
    ["eventTime", madeString(eventTime)],
    ["UID", madeString(provenance.recordId)],
    ["additionalEventData", madeObject([["time", madeString(eventTime.replace("Z", ".000Z"))], ...additional])],
  ]);
  const event = madeObject([
    ["eventCategory", madeString("ActivityAuditLog")],
    ["eventType", madeString("ActivityLog")],
    ["eventTime", madeString(eventTime)],
    ["eventData", data],
  ]);
  return rowText(event, lakeActivity);
}

/** An event that came through a channel, as PutAuditEvents took it. */
export interface ChannelEvent {
  readonly eventId: string;
  readonly eventData: string;
  readonly channelArn: string;
}

/** The row of such an event: what was sent, and what CloudTrail adds of its own. */
export function lakeChannelRow({ eventId, eventData, channelArn }: ChannelEvent): string {
  const data = readJson(eventData);
  const [, , , region, accountId] = channelArn.split(":");
  const event = madeObject([
    ["eventVersion", madeString("1.0")],
    ["eventCategory", madeString("ActivityAuditLog")],
    ["eventType", madeString("ActivityLog")],
    ["eventID", madeString(eventId)],
    ["eventTime", memberOf(data, "eventTime")],
    ["awsRegion", madeString(region)],
    ["recipientAccountId", madeString(accountId)],
    ["metadata", madeObject([["channelARN", madeString(channelArn)]])],
    ["eventData", data],
  ]);
  return rowText(event, lakeActivity);
}

function with_(event: Json, made: Readonly<Record<string, Json | undefined>>): Json {
  if (event.kind !== "object") throw new Error(`an event is no object: ${textOf(event)}`);
  return madeObject([...event.members, ...Object.entries(made)]);
}

function texts(...names: readonly string[]): Readonly<Record<string, "varchar">> {
  return Object.fromEntries(names.map((name) => [name, "varchar"]));
}

function maps(...names: readonly string[]): Readonly<Record<string, Shape>> {
  return Object.fromEntries(names.map((name) => [name, "map"]));
}
