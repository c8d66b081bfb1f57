import { fieldsOf } from "../catalog/index.ts";
import type { LakeColumns } from "./lake-columns.ts";

/**
 * S3 access records in an event data store of our integration: every field but `raw` is a member of
 * `eventData.additionalEventData` under the catalog's name, as text; null is no member. Times are RFC 3339.
 * docs/lake-integration.md says the rest of an event.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/query-integration-event-schema.html
 */
export const integrationColumns: LakeColumns = {
  fields: Object.fromEntries(
    fieldsOf("s3_access")
      .filter(([name]) => name !== "raw")
      .map(([name, { type }]) => [name, type === "timestamp" ? "eventtime" : member(name, type === "integer")]),
  ),
  json: {},
  members: {},
  /** The record's own id, however often it was sent. */
  identity: ["eventdata.uid"],
};

function member(name: string, isInteger: boolean): string {
  const text = `element_at(eventdata.additionaleventdata, '${name}')`;
  return isInteger ? `TRY_CAST(${text} AS BIGINT)` : text;
}
