import type { InputObject } from "./object.ts";

/** What EventBridge would say of an object that came just now: the message that the ingest function takes it by. */
export function messageOf({ bucket, key, version, sizeBytes, storedMs }: InputObject): string {
  return JSON.stringify({
    source: "aws.s3",
    "detail-type": "Object Created",
    ...(storedMs === null ? {} : { time: new Date(storedMs).toISOString() }),
    detail: {
      bucket: { name: bucket },
      object: {
        key,
        ...(sizeBytes === null ? {} : { size: sizeBytes }),
        ...(version.kind === "id" ? { "version-id": version.value } : { etag: version.value }),
      },
    },
  });
}
