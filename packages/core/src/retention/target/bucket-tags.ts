import { GetBucketTaggingCommand, type S3Client } from "@aws-sdk/client-s3";
import { ask, orElse } from "./ask.ts";
import type { TargetOptions } from "./target.ts";

/** A bucket's tags; none where it has none. One call. */
export async function bucketTags(
  client: S3Client,
  bucket: string,
  { signal }: TargetOptions = {},
): Promise<Readonly<Record<string, string>>> {
  const command = new GetBucketTaggingCommand({ Bucket: bucket });
  const { TagSet = [] } = await orElse(
    ["NoSuchTagSet"],
    { TagSet: undefined },
    ask({ permission: "s3:GetBucketTagging", store: bucket, signal }, (options) => client.send(command, options)),
  );
  return Object.fromEntries(TagSet.map(({ Key = "", Value = "" }) => [Key, Value]));
}
