/** A place in S3 that objects lie below, and how it is written; null if the text is none, as `s3://bucket/prefix` is. */
export function prefixAt(location: string | undefined) {
  const [, bucket, path] = /^s3:\/\/([^/]+)\/?(.*)$/s.exec(location ?? "") ?? [];
  if (bucket === undefined || path === undefined) return null;
  // Who writes there puts a slash between the location and a name.
  const prefix = path === "" || path.endsWith("/") ? path : `${path}/`;
  return { id: `s3://${bucket}/${prefix}`, bucket, prefix };
}
