import { S3Error } from "./error.ts";
import type { S3Objects } from "./objects.ts";
import { type Xml, xml } from "./xml.ts";

const maxKeys = 1_000;

/**
 * A page of a bucket's keys, in the order of their bytes; with a delimiter, what stands behind it counts as one.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html
 */
export function listObjects(objects: S3Objects, bucket: string, query: URLSearchParams): string {
  const prefix = query.get("prefix") ?? "";
  const delimiter = query.get("delimiter") ?? "";
  const size = sizeOf(query.get("max-keys"));
  const token = query.get("continuation-token");
  const after = token === null ? (query.get("start-after") ?? "") : afterOf(token);
  const encode = query.get("encoding-type") === "url" ? encodeURIComponent : (text: string) => text;
  const groups = grouped(objects.keys(bucket, prefix), prefix, delimiter).filter(({ name }) => isAfter(name, after));
  const page = groups.slice(0, size);
  const more = groups.length > page.length;
  return xml("ListBucketResult", [
    ["Name", bucket],
    ["Prefix", encode(prefix)],
    ["MaxKeys", String(size)],
    ["KeyCount", String(page.length)],
    ["IsTruncated", String(more)],
    ...(delimiter === "" ? [] : [["Delimiter", encode(delimiter)] as const]),
    ...(more ? [["NextContinuationToken", tokenOf(page.at(-1)?.name ?? "")] as const] : []),
    ...page.map(({ name, isCommon }) =>
      isCommon
        ? (["CommonPrefixes", [["Prefix", encode(name)]]] as const)
        : (["Contents", described(objects, bucket, name, encode)] as const),
    ),
  ]);
}

interface Group {
  readonly name: string;
  readonly isCommon: boolean;
}

function grouped(keys: readonly string[], prefix: string, delimiter: string): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const key of keys) {
    const end = delimiter === "" ? -1 : key.indexOf(delimiter, prefix.length);
    const name = end === -1 ? key : key.slice(0, end + delimiter.length);
    groups.set(name, { name, isCommon: end !== -1 });
  }
  return [...groups.values()];
}

function described(objects: S3Objects, bucket: string, key: string, encode: (text: string) => string): Xml {
  const head = objects.head(bucket, key);
  return [
    ["Key", encode(key)],
    ["LastModified", new Date(head?.modifiedMs ?? 0).toISOString()],
    ["ETag", head?.etag ?? ""],
    ["Size", String(head?.sizeBytes ?? 0)],
    ["StorageClass", "STANDARD"],
  ];
}

function isAfter(name: string, after: string): boolean {
  return Buffer.compare(Buffer.from(name), Buffer.from(after)) > 0;
}

function sizeOf(text: string | null): number {
  if (text === null) return maxKeys;
  if (!/^\d{1,9}$/.test(text)) throw new S3Error("InvalidArgument", "Provided max-keys not an integer", 400);
  return Math.min(Number(text), maxKeys);
}

function tokenOf(name: string): string {
  return Buffer.from(`after:${name}`).toString("base64");
}

function afterOf(token: string): string {
  const text = Buffer.from(token, "base64").toString();
  if (text.startsWith("after:")) return text.slice("after:".length);
  throw new S3Error("InvalidArgument", "The continuation token provided is incorrect", 400);
}
