import type { AdvancedEventSelector, EventSelector } from "@aws-sdk/client-cloudtrail";
import type { BucketPlace } from "./place.ts";

/** What a trail's selectors say. */
export interface Selectors {
  readonly basic: readonly EventSelector[];
  readonly advanced: readonly AdvancedEventSelector[];
}

/** What ingest does with objects, at least one of which every selector by name must leave in to matter. */
const ownCalls = ["GetObject", "HeadObject", "PutObject", "DeleteObject", "CompleteMultipartUpload", "UploadPart"];

/**
 * Whether a trail may record what is done with objects of a place.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_DataResource.html
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AdvancedFieldSelector.html
 */
export function records({ basic, advanced }: Selectors, place: BucketPlace): boolean {
  const arn = `arn:aws:s3:::${place.bucket}/${place.prefix}`;
  return basic.some((selector) => basicRecords(selector, arn)) || advanced.some((one) => advancedRecords(one, arn));
}

function basicRecords({ DataResources = [] }: EventSelector, arn: string): boolean {
  return DataResources.some(
    ({ Type, Values = [] }) =>
      Type === "AWS::S3::Object" &&
      Values.map(ownPartition).some((value) => value === "arn:aws:s3" || meets(value, arn)),
  );
}

function advancedRecords({ FieldSelectors = [] }: AdvancedEventSelector, arn: string): boolean {
  const by = new Map(FieldSelectors.map((selector) => [selector.Field ?? "", selector]));
  if (by.get("eventCategory")?.Equals?.includes("Data") !== true) return false;
  if (by.get("resources.type")?.Equals?.includes("AWS::S3::Object") !== true) return false;
  const names = by.get("eventName")?.Equals;
  if (names !== undefined && !names.some((name) => ownCalls.includes(name))) return false;
  const resource = by.get("resources.ARN");
  if (resource === undefined) return true;
  const { Equals = [], StartsWith = [], NotStartsWith = [] } = resource;
  if (NotStartsWith.map(ownPartition).some((value) => arn.startsWith(value))) return false;
  const wanted = [...Equals, ...StartsWith].map(ownPartition);
  return wanted.length === 0 || wanted.some((value) => meets(value, arn));
}

/** Whether objects can begin with both. */
function meets(value: string, arn: string): boolean {
  return arn.startsWith(value) || value.startsWith(arn);
}

function ownPartition(value: string): string {
  return value.replace(/^arn:aws-[a-z-]+:/, "arn:aws:");
}
