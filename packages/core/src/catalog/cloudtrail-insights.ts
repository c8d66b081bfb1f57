import { addendum } from "./addendum.ts";
import { double, integer, json, string, timestamp } from "./field.ts";
import { defineSource } from "./source.ts";

/** CloudTrail Insights events: unusual activity, one record at its start and one at its end. */
export const cloudtrailInsights = defineSource({
  name: "cloudtrail_insights",
  doc: "CloudTrail Insights events: unusual API call rates and error rates.",
  reference: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-insights-fields-trails.html",
  stores: ["lake", "athena", "insights", "local"],
  time: "eventTime",
  id: "eventID",
  fields: {
    eventTime: timestamp("When the unusual activity began or ended, UTC, to the minute."),
    eventVersion: string("Version of the record format."),
    awsRegion: string("Region in which the activity happened."),
    eventID: string("GUID of the event."),
    eventType: string("AwsCloudTrailInsight."),
    recipientAccountId: string("Account that received the event."),
    sharedEventID: string("GUID that the start and the end event of one activity share."),
    eventCategory: string("Insight."),
    ...addendum,
    "insightDetails.state": string("Start or End."),
    "insightDetails.eventSource": string("Service whose calls were unusual."),
    "insightDetails.eventName": string("API whose calls were unusual."),
    "insightDetails.insightType": string("ApiCallRateInsight or ApiErrorRateInsight."),
    "insightDetails.errorCode": string("Error whose rate was unusual."),
    "insightDetails.insightContext.statistics.baseline.average": double("Calls (or errors) a minute in the baseline."),
    "insightDetails.insightContext.statistics.insight.average": double(
      "Calls (or errors) a minute during the activity.",
    ),
    "insightDetails.insightContext.statistics.insightDuration": integer("Length of the activity, minutes."),
    "insightDetails.insightContext.statistics.baselineDuration": integer("Length of the baseline, minutes."),
    "insightDetails.insightContext.attributions": json("User identities, user agents and error codes that stood out."),
    otherFields: json("Members of the record that the format's reference does not know, kept under their own names."),
    raw: string("The record as it was delivered, verbatim."),
  },
});
