import { ListObjectVersionsCommand, type S3Client } from "@aws-sdk/client-s3";
import { versionOf } from "../notification.ts";
import type { InputObject } from "../object.ts";
import { asS3Error } from "./failure.ts";

/**
 * The objects below a prefix as they are now, in order of their keys. They are listed with their versions, so that each is
 * known by what a notification would know it by.
 * @throws TrailkeepError credentials, store-failed, store-unreachable
 */
export async function* listObjects(client: S3Client, bucket: string, prefix: string): AsyncGenerator<InputObject> {
  let from: { readonly KeyMarker?: string | undefined; readonly VersionIdMarker?: string | undefined } = {};
  for (;;) {
    const page = await listPage(client, { Bucket: bucket, Prefix: prefix, ...from });
    for (const { Key: key, VersionId, ETag, Size, IsLatest, LastModified } of page.Versions ?? []) {
      const version = versionOf(VersionId, ETag);
      if (IsLatest !== true || key === undefined || version === null) continue;
      yield { bucket, key, version, sizeBytes: Size ?? null, storedMs: LastModified?.getTime() ?? null };
    }
    if (page.IsTruncated !== true) return;
    from = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker };
  }
}

async function listPage(client: S3Client, input: ConstructorParameters<typeof ListObjectVersionsCommand>[0]) {
  try {
    return await client.send(new ListObjectVersionsCommand(input));
  } catch (error) {
    throw asS3Error(error, `s3://${input.Bucket}/${input.Prefix}`);
  }
}
