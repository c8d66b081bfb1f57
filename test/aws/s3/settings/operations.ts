import { z } from "zod";
import { S3Error } from "../error.ts";
import type { S3Objects } from "../objects.ts";
import type { S3Call, S3Reply } from "../operations.ts";
import { type Xml, xml } from "../xml.ts";
import { checkLifecycle } from "./lifecycle.ts";
import { asXml, child, malformed, parseXml, textOf } from "./parse-xml.ts";
import type { BucketSettings, Settings, Version } from "./settings.ts";

type Members = readonly (readonly [string, Xml])[];

/** The operations on what buckets are set to, and on the versions and legal holds of their objects. */
export const settingOperations = {
  ListBuckets: (settings: Settings, { query }: S3Call, _: Buffer, objects: S3Objects) =>
    listBuckets(settings, query, objects),
  GetBucketLifecycleConfiguration: onBucket(({ lifecycle, minimumTransitionSize }) => {
    if (lifecycle === null) {
      throw missing("NoSuchLifecycleConfiguration", "The lifecycle configuration does not exist");
    }
    const rules = lifecycle.map((rule) => ["Rule", asXml(rule)] as const);
    const reply = answer("LifecycleConfiguration", rules);
    return { ...reply, headers: { ...reply.headers, [minimumSizeHeader]: minimumTransitionSize } };
  }),
  PutBucketLifecycleConfiguration: onBucket((bucket, { headers }, body) => {
    if (bucket.mfaDelete) {
      throw new S3Error("InvalidBucketState", "Lifecycle configuration is not allowed with MFA delete", 409);
    }
    bucket.lifecycle = checkLifecycle(parseXml(body.toString()));
    bucket.minimumTransitionSize = headers[minimumSizeHeader] ?? "all_storage_classes_128K";
    return { status: 200, headers: { [minimumSizeHeader]: bucket.minimumTransitionSize } };
  }),
  DeleteBucketLifecycle: onBucket((bucket) => {
    bucket.lifecycle = null;
    return { status: 204, headers: {} };
  }),
  GetBucketVersioning: onBucket(({ versioning, mfaDelete }) =>
    answer("VersioningConfiguration", [
      ...given("Status", versioning),
      ...(versioning === null ? [] : [["MfaDelete", mfaDelete ? "Enabled" : "Disabled"] as const]),
    ]),
  ),
  GetObjectLockConfiguration: onBucket(({ objectLockEnabled, objectLock }) => {
    if (!objectLockEnabled) {
      throw missing("ObjectLockConfigurationNotFoundError", "Object Lock configuration does not exist for this bucket");
    }
    const { mode, days, years } = objectLock ?? {};
    const retention: Members = [
      ...given("Mode", mode),
      ...given("Days", days?.toString()),
      ...given("Years", years?.toString()),
    ];
    const rule: Members = objectLock === null ? [] : [["Rule", [["DefaultRetention", retention]]]];
    return answer("ObjectLockConfiguration", [["ObjectLockEnabled", "Enabled"], ...rule]);
  }),
  GetBucketTagging: onBucket(({ tags }) => {
    const entries = Object.entries(tags);
    if (entries.length === 0) throw missing("NoSuchTagSet", "The TagSet does not exist");
    const members = entries.map(
      ([Key, Value]) =>
        [
          "Tag",
          [
            ["Key", Key],
            ["Value", Value],
          ],
        ] as const,
    );
    return answer("Tagging", [["TagSet", members]]);
  }),
  GetPublicAccessBlock: onBucket(({ publicAccessBlock }) => {
    if (publicAccessBlock === null) {
      throw missing("NoSuchPublicAccessBlockConfiguration", "The public access block configuration was not found");
    }
    const names = ["BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"];
    return answer(
      "PublicAccessBlockConfiguration",
      names.map((name) => [name, String(publicAccessBlock)] as const),
    );
  }),
  GetBucketPolicyStatus: onBucket(({ policyIsPublic }) => {
    if (policyIsPublic === null) throw missing("NoSuchBucketPolicy", "The bucket policy does not exist");
    return answer("PolicyStatus", [["IsPublic", String(policyIsPublic)]]);
  }),
  GetBucketAcl: onBucket(({ grants }) =>
    answer("AccessControlPolicy", [
      ["Owner", [["ID", "owner"]]],
      [
        "AccessControlList",
        grants.map(
          (uri) =>
            [
              "Grant",
              [
                ["Grantee", [["URI", uri]]],
                ["Permission", "READ"],
              ],
            ] as const,
        ),
      ],
    ]),
  ),
  GetBucketLogging: onBucket(({ loggingTo }) =>
    answer(
      "BucketLoggingStatus",
      loggingTo === null
        ? []
        : [
            [
              "LoggingEnabled",
              [
                ["TargetBucket", loggingTo],
                ["TargetPrefix", ""],
              ],
            ],
          ],
    ),
  ),
  GetBucketEncryption: onBucket(({ encryption }) => {
    if (encryption === null) {
      const code = "ServerSideEncryptionConfigurationNotFoundError";
      throw missing(code, "The server side encryption configuration was not found");
    }
    const members: Members = [["SSEAlgorithm", encryption.algorithm], ...given("KMSMasterKeyID", encryption.key)];
    return answer("ServerSideEncryptionConfiguration", [["Rule", [["ApplyServerSideEncryptionByDefault", members]]]]);
  }),
  ListObjectVersions: (settings: Settings, call: S3Call, _: Buffer, objects: S3Objects) => {
    const known = settings.of(call.bucket).versions;
    const versions = known.length > 0 ? known : unversioned(objects, call.bucket);
    return listVersions(versions, call.bucket, call.query);
  },
  CreateBucket: (_settings: Settings, { bucket }: S3Call, _: Buffer, objects: S3Objects) => {
    if (objects.hasBucket(bucket)) {
      throw new S3Error("BucketAlreadyOwnedByYou", "Your previous request succeeded and you already own it.", 409);
    }
    objects.createBucket(bucket);
    return { status: 200, headers: { location: `/${bucket}` } };
  },
  PutBucketLogging: onBucket((bucket, _, body) => {
    const enabled = child(parseXml(body.toString()), "LoggingEnabled");
    bucket.loggingTo = textOf(enabled, "TargetBucket") ?? null;
    return { status: 200, headers: {} };
  }),
  PutBucketPolicy: onBucket((bucket, _, body) => {
    bucket.policyIsPublic = z
      .object({ Statement: z.array(z.looseObject({ Principal: z.unknown() })) })
      .parse(JSON.parse(body.toString()))
      .Statement.some(({ Principal }) => Principal === "*");
    return { status: 204, headers: {} };
  }),
  GetObjectLegalHold: onVersion(({ legalHold }) => answer("LegalHold", [["Status", legalHold ? "ON" : "OFF"]])),
  PutObjectLegalHold: onVersion((version, body) => {
    const status = textOf(parseXml(body.toString()), "Status");
    if (status !== "ON" && status !== "OFF") throw malformed();
    version.legalHold = status === "ON";
    return { status: 200, headers: {} };
  }),
} as const satisfies Record<string, SettingOperation>;

type SettingOperation = (settings: Settings, call: S3Call, body: Buffer, objects: S3Objects) => S3Reply;

export type SettingOperationName = keyof typeof settingOperations;

const minimumSizeHeader = "x-amz-transition-default-minimum-object-size";

/** Which of them a request is; undefined if none. */
export function settingOperationOf(
  method: string,
  { bucket, key }: { readonly bucket: string; readonly key: string },
  query: URLSearchParams,
): SettingOperationName | undefined {
  if (bucket === "") return method === "GET" ? "ListBuckets" : undefined;
  if (key === "" && method === "PUT" && query.size === 0) return "CreateBucket";
  const resource = Object.keys(resources).find((name) => query.has(name));
  const found = resource === undefined ? undefined : resources[resource]?.[method];
  const onKey = resource === "legal-hold";
  return onKey === (key !== "") ? found : undefined;
}

const resources: Readonly<Record<string, Readonly<Record<string, SettingOperationName>>>> = {
  lifecycle: {
    GET: "GetBucketLifecycleConfiguration",
    PUT: "PutBucketLifecycleConfiguration",
    DELETE: "DeleteBucketLifecycle",
  },
  versioning: { GET: "GetBucketVersioning" },
  "object-lock": { GET: "GetObjectLockConfiguration" },
  tagging: { GET: "GetBucketTagging" },
  publicAccessBlock: { GET: "GetPublicAccessBlock" },
  policyStatus: { GET: "GetBucketPolicyStatus" },
  policy: { PUT: "PutBucketPolicy" },
  acl: { GET: "GetBucketAcl" },
  logging: { GET: "GetBucketLogging", PUT: "PutBucketLogging" },
  encryption: { GET: "GetBucketEncryption" },
  versions: { GET: "ListObjectVersions" },
  "legal-hold": { GET: "GetObjectLegalHold", PUT: "PutObjectLegalHold" },
};

function onBucket(run: (bucket: BucketSettings, call: S3Call, body: Buffer) => S3Reply): SettingOperation {
  return (settings, call, body, objects) => {
    if (!objects.hasBucket(call.bucket)) {
      throw new S3Error("NoSuchBucket", "The specified bucket does not exist", 404);
    }
    return run(settings.of(call.bucket), call, body);
  };
}

function onVersion(run: (version: Version, body: Buffer) => S3Reply): SettingOperation {
  return onBucket((bucket, { key, query }, body) => {
    if (!bucket.objectLockEnabled) {
      throw new S3Error("InvalidRequest", "Bucket is missing Object Lock Configuration", 400);
    }
    const id = query.get("versionId");
    const version = bucket.versions.find((one) => one.key === key && (id === null || one.versionId === id));
    if (version === undefined) throw missing("NoSuchVersion", "The specified version does not exist.");
    return run(version, body);
  });
}

function listBuckets(settings: Settings, query: URLSearchParams, objects: S3Objects): S3Reply {
  const region = query.get("bucket-region");
  const size = Number(query.get("max-buckets") ?? 10_000);
  const names = objects
    .buckets()
    .filter((name) => region === null || settings.of(name).region === region)
    .filter((name) => name > (query.get("continuation-token") ?? ""));
  const page = names.slice(0, size);
  const members = page.map(
    (name) =>
      [
        "Bucket",
        [
          ["Name", name],
          ["CreationDate", "2026-01-01T00:00:00.000Z"],
          ["BucketRegion", settings.of(name).region],
        ],
      ] as const,
  );
  return answer("ListAllMyBucketsResult", [
    ["Buckets", members],
    ...given("ContinuationToken", names.length > size ? page.at(-1) : undefined),
  ]);
}

/** Objects of a bucket that keeps no versions have the version `null`. */
function unversioned(objects: S3Objects, bucket: string): readonly Version[] {
  return objects.keys(bucket, "").flatMap((key) => {
    const head = objects.head(bucket, key);
    if (head === null) return [];
    const { modifiedMs, sizeBytes, etag } = head;
    return [{ key, versionId: "null", modifiedMs, sizeBytes, etag, legalHold: false }];
  });
}

function listVersions(versions: readonly Version[], bucket: string, query: URLSearchParams): S3Reply {
  const size = Number(query.get("max-keys") ?? 1_000);
  const marker = `${query.get("key-marker") ?? ""} ${query.get("version-id-marker") ?? ""}`;
  const place = ({ key, versionId }: Version) => `${key} ${versionId}`;
  const listed = versions.toSorted((a, b) => (place(a) < place(b) ? -1 : 1)).filter((one) => place(one) > marker);
  const page = listed.slice(0, size);
  const last = listed.length > size ? page.at(-1) : undefined;
  return answer("ListVersionsResult", [
    ["Name", bucket],
    ["IsTruncated", String(last !== undefined)],
    ...given("NextKeyMarker", last?.key),
    ...given("NextVersionIdMarker", last?.versionId),
    ...page.map(
      ({ key, versionId, modifiedMs, sizeBytes, etag }) =>
        [
          "Version",
          [
            ["Key", key],
            ["VersionId", versionId],
            ["IsLatest", "true"],
            ...given("ETag", etag),
            ...given("Size", sizeBytes?.toString()),
            ["LastModified", new Date(Math.floor(modifiedMs / 1_000) * 1_000).toISOString()],
          ],
        ] as const,
    ),
  ]);
}

function given(name: string, value: string | null | undefined): Members {
  return value === null || value === undefined ? [] : [[name, value]];
}

function answer(name: string, members: Members): S3Reply {
  return { status: 200, headers: { "content-type": "application/xml" }, body: xml(name, members) };
}

function missing(code: string, message: string): S3Error {
  return new S3Error(code, message, 404);
}
