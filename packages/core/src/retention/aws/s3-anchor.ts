import { GetObjectCommand, PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { storeFailure } from "../../engine/remote/failure.ts";
import { TrailkeepError } from "../../error.ts";
import { jsonOf } from "../../json-text.ts";
import { type Anchor, type AnchorStore, anchorSchema } from "../evidence/index.ts";

/** Moves of others that may come between before one gives up. */
const maxRaces = 100;

export interface S3Object {
  readonly bucket: string;
  readonly key: string;
}

/**
 * An anchor in an object of S3, in a bucket that keeps versions and that whoever writes the evidence may not delete from. It
 * only moves on: of racing writers the one whose record is later stays.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
export function s3Anchor(client: S3Client, { bucket, key }: S3Object): AnchorStore {
  const place = `s3://${bucket}/${key}`;

  async function find(): Promise<{ readonly anchor: Anchor; readonly etag: string } | null> {
    try {
      const { Body, ETag = "" } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
      return { anchor: parsed((await Body?.transformToString()) ?? "", place), etag: ETag };
    } catch (error) {
      if (error instanceof Error && error.name === "NoSuchKey") return null;
      throw storeFailure(error, place);
    }
  }

  async function put(anchor: Anchor, etag: string | null): Promise<boolean> {
    const condition = etag === null ? { IfNoneMatch: "*" } : { IfMatch: etag };
    const Body = `${JSON.stringify(anchor)}\n`;
    try {
      await client.send(
        new PutObjectCommand({ Bucket: bucket, Key: key, Body, ContentType: "application/json", ...condition }),
      );
      return true;
    } catch (error) {
      // 409: another write of the same object was under way.
      if (error instanceof Error && ["PreconditionFailed", "ConditionalRequestConflict"].includes(error.name))
        return false;
      throw storeFailure(error, place);
    }
  }

  return {
    place,
    read: async () => (await find())?.anchor ?? null,
    async write(anchor) {
      for (let race = 0; race < maxRaces; race++) {
        const found = await find();
        if (found !== null && found.anchor.seq >= anchor.seq) return;
        if (await put(anchor, found?.etag ?? null)) return;
      }
      throw new TrailkeepError("store-busy", { message: "others move the anchor all the time", at: place });
    },
  };
}

function parsed(text: string, at: string): Anchor {
  const anchor = anchorSchema.safeParse(jsonOf(text));
  if (anchor.success) return anchor.data;
  const hint =
    "an earlier version of the object has the anchor; without it nobody can tell whether the evidence was cut";
  throw new TrailkeepError("store-damaged", { message: "the anchor of the evidence is damaged", at, hint });
}
