import type { LakeColumns } from "./lake-columns.ts";

/**
 * Event data stores of Insights events. Their attributions have another shape than those that trails deliver.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/query-supported-event-schemas.html
 */
export const insightsColumns: LakeColumns = {
  fields: {
    eventTime: "eventtime",
    eventVersion: "eventversion",
    awsRegion: "awsregion",
    eventID: "eventid",
    eventType: "eventtype",
    recipientAccountId: "recipientaccountid",
    sharedEventID: "sharedeventid",
    eventCategory: "eventcategory",
    "addendum.reason": "element_at(addendum, 'reason')",
    "addendum.updatedFields": "element_at(addendum, 'updatedFields')",
    "addendum.originalRequestID": "element_at(addendum, 'originalRequestID')",
    "addendum.originalEventID": "element_at(addendum, 'originalEventID')",
    "insightDetails.state": "insightstate",
    "insightDetails.eventSource": "insighteventsource",
    "insightDetails.eventName": "insighteventname",
    "insightDetails.insightType": "insighttype",
    "insightDetails.errorCode": "insighterrorcode",
    "insightDetails.insightContext.statistics.baseline.average": "insightcontext.baselineaverage",
    "insightDetails.insightContext.statistics.insight.average": "insightcontext.insightaverage",
    "insightDetails.insightContext.statistics.insightDuration": "CAST(insightcontext.insightduration AS BIGINT)",
    "insightDetails.insightContext.statistics.baselineDuration": "CAST(insightcontext.baselineduration AS BIGINT)",
  },
  json: {},
  members: {},
};
