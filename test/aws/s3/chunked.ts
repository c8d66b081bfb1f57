import { S3Error } from "./error.ts";

/**
 * The bytes of a body that is sent in chunks with their sizes before, and headers behind.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 */
export function withoutChunks(body: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let from = 0; ; ) {
    const end = body.indexOf("\r\n", from);
    const [size = ""] = end === -1 ? [] : body.toString("latin1", from, end).split(";");
    if (!/^[0-9a-f]+$/i.test(size)) throw new S3Error("IncompleteBody", "The chunks of the body do not fit", 400);
    const sizeBytes = Number.parseInt(size, 16);
    if (sizeBytes === 0) return Buffer.concat(parts);
    parts.push(body.subarray(end + 2, end + 2 + sizeBytes));
    from = end + 2 + sizeBytes + 2;
  }
}
