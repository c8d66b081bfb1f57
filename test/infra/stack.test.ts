import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";

const synthesisSchema = z.object({
  app: z.object({ removal: z.string(), protect: z.boolean() }),
  builds: z.array(z.object({ handler: z.string(), links: z.record(z.string(), z.unknown()) })),
  resources: z.array(z.object({ type: z.string(), name: z.string(), inputs: z.record(z.string(), z.unknown()) })),
});
const policySchema = z.object({
  Statement: z.array(
    z.object({
      Effect: z.string(),
      Action: z.array(z.string()),
      Resource: z.array(z.string()),
      Condition: z.unknown().optional(),
    }),
  ),
});
const roleSchema = z.object({
  assumeRolePolicy: z.object({ Statement: z.array(z.unknown()) }),
  managedPolicyArns: z.array(z.string()).optional(),
  inlinePolicies: z.array(z.object({ policy: z.string() })),
});

/** What a role may do. */
function grantsOf(role: unknown) {
  return roleSchema
    .parse(role)
    .inlinePolicies.flatMap(({ policy }) => policySchema.parse(JSON.parse(policy)).Statement);
}

const secret = "0123456789abcdef0123456789abcdef";
const roles = ["arn:aws:iam::444455556666:role/AuditReader", "arn:aws:iam::123456789012:role/LakeReader"];

type Synthesis = z.infer<typeof synthesisSchema>;

function synthesise(stage: string, more: Readonly<Record<string, string>> = {}): Synthesis {
  const args = ["--import", "tsx", join(import.meta.dirname, "synth.ts"), stage];
  const env = { ...process.env, SST_SECRET_QueryTokenKey: secret, TRAILKEEP_STORE_ROLES: roles.join(","), ...more };
  return synthesisSchema.parse(JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8", env })));
}

describe.each(["test", "production"])("the stack at stage %s", (stage) => {
  let synthesis: Synthesis;
  beforeAll(() => {
    synthesis = synthesise(stage);
  });
  const all = (type: string) => synthesis.resources.filter((it) => it.type === type).map((it) => it.inputs);
  const only = (type: string) => {
    expect(all(type), type).toHaveLength(1);
    return all(type)[0] ?? {};
  };
  /** The one of a type whose logical name begins so. */
  const named = (type: string, name: string) => {
    const found = synthesis.resources.filter((it) => it.type === type && it.name.startsWith(name));
    expect(found, `${type} ${name}`).toHaveLength(1);
    return found[0]?.inputs ?? {};
  };
  const statementsOf = (role: unknown) =>
    grantsOf(role).map(({ Action, Resource, Condition }) => [Action, Resource, Condition]);
  const policyOf = (resource: Readonly<Record<string, unknown>>) =>
    policySchema.parse(JSON.parse(z.object({ policy: z.string() }).parse(resource).policy)).Statement;
  const ownLog = [
    ["logs:CreateLogStream", "logs:PutLogEvents"],
    [expect.stringMatching(/^arn:aws:logs:[a-z0-9-]+:\d{12}:log-group:[^*:]+:log-stream:\*$/)],
    undefined,
  ];
  const bucketOf = (name: string) =>
    z.object({ bucket: z.string() }).parse(named("aws:s3/bucket:Bucket", `${name}Bucket`)).bucket;

  it("closes and encrypts the bucket of results, and keeps nothing there beyond a day", () => {
    const bucket = bucketOf("Results");
    expect(named("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", "Results")).toEqual({
      bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    const encryption = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
    expect(named(encryption, "Results")).toEqual({
      bucket,
      rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
    });
    const versioned = all("aws:s3/bucketVersioning:BucketVersioning").map((it) => it["bucket"]);
    expect(versioned).not.toContain(bucket);
    expect(named("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", "Results")).toMatchObject({
      bucket,
      rules: [{ status: "Enabled", filter: { prefix: "" }, expiration: { days: 1 } }],
    });
  });

  it("asks Athena in a workgroup of its own, which bounds what a query scans and where its result goes", () => {
    expect(only("aws:athena/workgroup:Workgroup")).toMatchObject({
      configuration: {
        enforceWorkgroupConfiguration: true,
        bytesScannedCutoffPerQuery: 1_000_000_000_000,
        resultConfiguration: {
          outputLocation: `s3://${bucketOf("Results")}/athena/`,
          expectedBucketOwner: "123456789012",
          encryptionConfiguration: { encryptionOption: "SSE_S3" },
        },
      },
    });
    expect(only("aws:glue/catalogDatabase:CatalogDatabase")).toEqual({ name: `trailkeep_${stage}` });
  });

  it.each(["Store", "Logs"])("closes the bucket %s to the public and to web pages, versioned and encrypted", (name) => {
    const bucket = bucketOf(name);
    expect(named("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", name)).toEqual({
      bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    expect(named("aws:s3/bucketVersioning:BucketVersioning", name)).toEqual({
      bucket,
      versioningConfiguration: { status: "Enabled" },
    });
    const encryption = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
    expect(named(encryption, name)).toEqual({
      bucket,
      rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
    });
    expect(all("aws:s3/bucket:Bucket")).toHaveLength(3);
    expect(all("aws:s3/bucketCorsConfiguration:BucketCorsConfiguration")).toEqual([]);
  });

  it("refuses whatever comes to a bucket without TLS, and lets log services of this account alone write logs", () => {
    const noTls = {
      Effect: "Deny",
      Action: ["s3:*"],
      Resource: [expect.stringMatching(/^arn:aws:s3:::[^*]+$/), expect.stringMatching(/^arn:aws:s3:::[^*]+\/\*$/)],
      Condition: [{ test: "Bool", variable: "aws:SecureTransport", values: ["false"] }],
    };
    for (const name of ["Store", "Results"]) {
      expect(policyOf(named("aws:s3/bucketPolicy:BucketPolicy", name))).toEqual([noTls]);
    }
    const [first, ...allowed] = policyOf(named("aws:s3/bucketPolicy:BucketPolicy", "Logs"));
    expect(first).toEqual(noTls);
    const bucket = `arn:aws:s3:::${bucketOf("Logs")}`;
    expect(allowed.map(({ Action, Resource }) => [Action, Resource])).toEqual([
      [["s3:GetBucketAcl"], [bucket]],
      [["s3:PutObject"], [`${bucket}/AWSLogs/*`]],
      [["s3:PutObject"], [`${bucket}/access-logs/*`]],
    ]);
    const ofAccount = { test: "StringEquals", variable: "aws:SourceAccount", values: ["123456789012"] };
    for (const { Condition } of allowed) expect(Condition).toContainEqual(ofAccount);
  });

  it("lets nobody call the API without IAM's consent", () => {
    expect(only("aws:apigatewayv2/route:Route")).toMatchObject({ routeKey: "$default", authorizationType: "AWS_IAM" });
    expect(all("aws:lambda/functionUrl:FunctionUrl")).toEqual([]);
    expect(only("aws:lambda/permission:Permission")).toMatchObject({
      principal: "apigateway.amazonaws.com",
      sourceArn: expect.stringMatching(/^arn:aws:execute-api:/),
    });
  });

  it("runs the API's handler, told where its stores are and the key of its ids", () => {
    const bucket = bucketOf("Store");
    const handlers = synthesis.builds.map((it) => it.handler).sort();
    expect(handlers).toEqual([
      "packages/api/src/lambda.handler",
      "packages/ingest/src/archiver.handler",
      "packages/ingest/src/handler.handler",
      "packages/ingest/src/reconciler.handler",
      "packages/ingest/src/replayer.handler",
    ]);
    const { App: _app, ...links } = synthesis.builds.find((it) => it.handler.startsWith("packages/api"))?.links ?? {};
    expect(links).toEqual({ Store: { type: expect.stringMatching(/sst\.aws\.Bucket$/), name: bucket } });
    expect(named("aws:lambda/function:Function", "ApiRoute")).toMatchObject({
      runtime: "nodejs22.x",
      timeout: 29,
      environment: {
        variables: {
          TRAILKEEP_DATABASE: `trailkeep_${stage}`,
          TRAILKEEP_WORKGROUP: "Workgroup",
          TRAILKEEP_QUERIES: `s3://${bucketOf("Results")}/queries/`,
          TRAILKEEP_TOKEN_KEY: secret,
          TRAILKEEP_LEDGER: expect.stringContaining("LedgerTable"),
        },
      },
    });
  });

  it("gives the function the least: ask its tables, read the store, use its results, take on named roles, write its log", () => {
    const [store, results] = [bucketOf("Store"), bucketOf("Results")];
    const under = (...values: readonly string[]) => [{ test: "StringLike", variable: "s3:prefix", values }];
    const aws = (service: string, resource: string) => `arn:aws:${service}:eu-west-1:123456789012:${resource}`;
    const database = `trailkeep_${stage}`;
    const run = ["StartQueryExecution", "GetQueryExecution", "GetQueryResults", "StopQueryExecution"];
    const glue = ["GetDatabase", "GetTable", "GetPartition", "GetPartitions", "BatchGetPartition"];
    expect(statementsOf(named("aws:iam/role:Role", "ApiRoute"))).toEqual([
      [run.map((it) => `athena:${it}`), [aws("athena", "workgroup/Workgroup")], undefined],
      [["athena:GetTableMetadata"], [aws("athena", "datacatalog/AwsDataCatalog")], undefined],
      [
        glue.map((it) => `glue:${it}`),
        [aws("glue", "catalog"), aws("glue", `database/${database}`), aws("glue", `table/${database}/*`)],
        undefined,
      ],
      [["s3:GetObject"], [`arn:aws:s3:::${store}/store/*`], undefined],
      [["s3:ListBucket"], [`arn:aws:s3:::${store}`], under("store/*")],
      [["s3:GetBucketLocation"], [`arn:aws:s3:::${store}`, `arn:aws:s3:::${results}`], undefined],
      [
        ["s3:GetObject", "s3:PutObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts"],
        [`arn:aws:s3:::${results}/athena/*`],
        undefined,
      ],
      [["s3:GetObject", "s3:PutObject"], [`arn:aws:s3:::${results}/queries/*`], undefined],
      [["s3:ListBucket"], [`arn:aws:s3:::${results}`], under("athena/*", "queries/*")],
      [["sts:AssumeRole"], roles, undefined],
      [["dynamodb:GetItem", "dynamodb:Query"], [expect.stringMatching(/^arn:aws:dynamodb:.*LedgerTable/)], undefined],
      ownLog,
    ]);
  });

  it("sends what comes into the bucket of logs to a queue, which S3 alone may write", () => {
    const bucket = bucketOf("Logs");
    const queueArn = expect.stringMatching(/^arn:aws:sqs:[a-z0-9-]+:\d{12}:trailkeep-.*-ObjectsQueue/);
    expect(named("aws:s3/bucketNotification:BucketNotification", "Logs")).toEqual({
      bucket,
      queues: [{ queueArn, events: ["s3:ObjectCreated:*"] }],
    });
    expect(policyOf(named("aws:sqs/queuePolicy:QueuePolicy", "Objects"))).toEqual([
      {
        Effect: "Allow",
        Action: ["sqs:SendMessage"],
        Resource: [queueArn],
        Condition: [{ test: "ArnEquals", variable: "aws:SourceArn", values: [`arn:aws:s3:::${bucket}`] }],
      },
    ]);
  });

  it("works the queue in batches whose parts may fail, six times as long as a function runs, and keeps what fails", () => {
    const queue = named("aws:sqs/queue:Queue", "Objects");
    const redrive = z.object({ redrivePolicy: z.string() }).parse(queue).redrivePolicy;
    const { maxReceiveCount, deadLetterTargetArn } = JSON.parse(redrive);
    expect(deadLetterTargetArn).toMatch(/DeadLetters/);
    expect(named("aws:sqs/queue:Queue", "DeadLetters")).toMatchObject({ messageRetentionSeconds: 1_209_600 });
    const ingest = named("aws:lambda/function:Function", "Objects");
    const { timeout } = z.object({ timeout: z.number() }).parse(ingest);
    expect(queue).toMatchObject({ visibilityTimeoutSeconds: 6 * timeout, sqsManagedSseEnabled: true });
    expect(only("aws:lambda/eventSourceMapping:EventSourceMapping")).toMatchObject({
      batchSize: 10,
      functionResponseTypes: ["ReportBatchItemFailures"],
    });
    expect(ingest).toMatchObject({
      runtime: "nodejs22.x",
      environment: {
        variables: {
          TRAILKEEP_STORE: `s3://${bucketOf("Store")}/store/`,
          TRAILKEEP_LEDGER: expect.stringContaining("LedgerTable"),
          TRAILKEEP_MAX_RECEIVES: String(maxReceiveCount),
        },
      },
    });
  });

  it("gives ingest the least: read logs, write the store's prefix and the ledger's entries, delete nothing", () => {
    const [logs, store] = [`arn:aws:s3:::${bucketOf("Logs")}`, `arn:aws:s3:::${bucketOf("Store")}`];
    const prefix = [{ test: "StringLike", variable: "s3:prefix", values: ["store/*"] }];
    const own = [
      [["s3:GetObject", "s3:GetObjectVersion"], [`${logs}/*`], undefined],
      [["s3:ListBucket"], [logs], undefined],
      [["s3:GetObject", "s3:PutObject"], [`${store}/store/*`], undefined],
      [["s3:ListBucket"], [store], prefix],
      [
        ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem"],
        [expect.stringMatching(/^arn:aws:dynamodb:.*LedgerTable/)],
        undefined,
      ],
      ownLog,
    ];
    const granted = statementsOf(named("aws:iam/role:Role", "Objects"));
    expect(granted).toEqual(expect.arrayContaining(own));
    const more = granted.filter(([actions]) => !own.some(([one]) => String(one) === String(actions)));
    expect(more).toHaveLength(1);
    expect(String(more[0]?.[0])).toMatch(/^(sqs:(ChangeMessageVisibility|DeleteMessage|Get\w+|ReceiveMessage),?)+$/);
    expect(more[0]?.[1]).toEqual([expect.stringMatching(/^arn:aws:sqs:.*ObjectsQueue/)]);
  });

  it("moves what ingest has put once an hour, by a function that writes the store, its tables and the ledger", () => {
    expect(named("aws:scheduler/schedule:Schedule", "Archive")).toMatchObject({ scheduleExpression: "rate(1 hour)" });
    expect(named("aws:lambda/function:Function", "Archive")).toMatchObject({
      timeout: 900,
      environment: {
        variables: {
          TRAILKEEP_STORE: `s3://${bucketOf("Store")}/store/`,
          TRAILKEEP_LEDGER: expect.stringContaining("LedgerTable"),
          TRAILKEEP_DATABASE: `trailkeep_${stage}`,
          TRAILKEEP_WORKGROUP: "Workgroup",
        },
      },
    });
    const store = `arn:aws:s3:::${bucketOf("Store")}/store/*`;
    const granted = statementsOf(named("aws:iam/role:Role", "ArchiveHandler"));
    expect(granted).toContainEqual([
      ["s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"],
      [store],
      undefined,
    ]);
    const deletes = granted.filter(([actions]) => String(actions).includes("Delete"));
    expect(deletes).toHaveLength(1);
  });

  it("looks once a day for what nobody took, by a function that lists logs, reads the ledger and tells the queue", () => {
    expect(named("aws:scheduler/schedule:Schedule", "Reconcile")).toMatchObject({ scheduleExpression: "rate(1 day)" });
    const logs = bucketOf("Logs");
    expect(named("aws:lambda/function:Function", "Reconcile")).toMatchObject({
      environment: {
        variables: {
          TRAILKEEP_LOGS: `s3://${logs}/`,
          TRAILKEEP_QUEUE: expect.stringContaining("ObjectsQueue"),
          TRAILKEEP_LEDGER: expect.stringContaining("LedgerTable"),
        },
      },
    });
    expect(statementsOf(named("aws:iam/role:Role", "ReconcileHandler"))).toEqual([
      [["s3:ListBucketVersions"], [`arn:aws:s3:::${logs}`], undefined],
      [["dynamodb:BatchGetItem", "dynamodb:GetItem"], [expect.stringMatching(/LedgerTable/)], undefined],
      [["sqs:SendMessage"], [expect.stringMatching(/ObjectsQueue/)], undefined],
      ownLog,
    ]);
  });

  it("reads the quarantine again once a day, by a function that may do what ingest may, and delete there alone", () => {
    expect(named("aws:scheduler/schedule:Schedule", "Replay")).toMatchObject({ scheduleExpression: "rate(1 day)" });
    expect(named("aws:lambda/function:Function", "Replay")).toMatchObject({
      timeout: 900,
      environment: {
        variables: {
          TRAILKEEP_STORE: `s3://${bucketOf("Store")}/store/`,
          TRAILKEEP_LEDGER: expect.stringContaining("LedgerTable"),
        },
      },
    });
    const store = `arn:aws:s3:::${bucketOf("Store")}`;
    const granted = statementsOf(named("aws:iam/role:Role", "ReplayHandler"));
    expect(granted).toContainEqual([["s3:DeleteObject"], [`${store}/store/quarantine/*`], undefined]);
    expect(granted).toContainEqual([["dynamodb:Query"], [expect.stringMatching(/LedgerTable/)], undefined]);
    expect(granted).toContainEqual([["s3:GetObject", "s3:PutObject"], [`${store}/store/*`], undefined]);
    expect(granted.filter(([actions]) => String(actions).includes("Delete"))).toHaveLength(1);
  });

  it("lets go of deleted versions of the store's objects after a week, and of nothing that stands", () => {
    expect(named("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", "Store")).toMatchObject({
      bucket: bucketOf("Store"),
      rules: [
        {
          status: "Enabled",
          filter: { prefix: "store/" },
          noncurrentVersionExpiration: { noncurrentDays: 7 },
          expiration: { expiredObjectDeleteMarker: true },
        },
      ],
    });
  });

  it("keeps the ledger recoverable, and in production from being deleted", () => {
    expect(only("aws:dynamodb/table:Table")).toMatchObject({
      hashKey: "pk",
      rangeKey: "sk",
      billingMode: "PAY_PER_REQUEST",
      pointInTimeRecovery: { enabled: true },
      deletionProtectionEnabled: stage === "production",
    });
  });

  it("gives no role a wildcard action, a wildcard resource, a managed policy or another principal than its service", () => {
    const statements = all("aws:iam/role:Role").flatMap(grantsOf);
    for (const { Action, Resource } of statements) {
      expect(Action.filter((it) => it.includes("*"))).toEqual([]);
      expect(Resource.filter((it) => !it.startsWith("arn:aws:") || it.startsWith("arn:aws:s3:::*"))).toEqual([]);
    }
    for (const { name, inputs } of synthesis.resources.filter((it) => it.type === "aws:iam/role:Role")) {
      const role = roleSchema.parse(inputs);
      const isSchedule = /^(Archive|Reconcile|Replay)Role$/.test(name);
      const service = isSchedule ? "scheduler.amazonaws.com" : "lambda.amazonaws.com";
      expect(role.managedPolicyArns ?? []).toEqual([]);
      expect(role.assumeRolePolicy.Statement).toEqual([
        expect.objectContaining({ Effect: "Allow", Principal: { Service: service } }),
      ]);
    }
    expect(all("aws:iam/rolePolicyAttachment:RolePolicyAttachment")).toEqual([]);
  });

  it("keeps the data of production", () => {
    const production = stage === "production";
    expect(synthesis.app).toMatchObject({ removal: production ? "retain" : "remove", protect: production });
  });
});

describe("a stack that keeps retention", () => {
  const places = JSON.stringify({
    retention: [
      {
        account: "444455556666",
        region: "eu-west-1",
        assumeRole: { roleArn: "arn:aws:iam::444455556666:role/Retention" },
      },
    ],
  });
  let resources: Synthesis["resources"];
  beforeAll(() => {
    const roleArns = "arn:aws:iam::444455556666:role/Retention";
    ({ resources } = synthesise("production", { TRAILKEEP_RETENTION: places, TRAILKEEP_RETENTION_ROLES: roleArns }));
  });
  const inputs = (type: string, name: string) =>
    resources.filter((it) => it.type === type && it.name.startsWith(name)).map((it) => it.inputs);

  it("looks each hour and enforces each day", () => {
    const schedules = inputs("aws:scheduler/schedule:Schedule", "Retention");
    const asked = schedules.map(({ scheduleExpression, target }) => [
      scheduleExpression,
      JSON.parse(z.object({ input: z.string() }).parse(target).input),
    ]);
    expect(asked).toEqual([
      ["rate(1 hour)", { job: "drift" }],
      ["rate(1 day)", { job: "enforce" }],
    ]);
  });

  it("keeps evidence where it can be neither lost nor rewritten, signed by a key of KMS", () => {
    expect(inputs("aws:dynamodb/table:Table", "Retention")).toEqual([
      expect.objectContaining({ deletionProtectionEnabled: true, pointInTimeRecovery: { enabled: true } }),
    ]);
    expect(inputs("aws:kms/key:Key", "EvidenceKey")).toEqual([
      expect.objectContaining({ keyUsage: "SIGN_VERIFY", customerMasterKeySpec: "ECC_NIST_EDWARDS25519" }),
    ]);
    expect(inputs("aws:s3/bucketVersioning:BucketVersioning", "Anchors")).toEqual([
      expect.objectContaining({ versioningConfiguration: { status: "Enabled" } }),
    ]);
  });

  it("tells ingest where retention is kept, to read it and nothing more", () => {
    expect(inputs("aws:lambda/function:Function", "Objects")).toMatchObject([
      {
        environment: {
          variables: {
            TRAILKEEP_STATE: expect.stringContaining("Retention"),
            TRAILKEEP_ACCOUNT: expect.stringMatching(/^\d{12}$/),
          },
        },
      },
    ]);
    const onState = inputs("aws:iam/role:Role", "Objects")
      .flatMap(grantsOf)
      .filter(({ Resource }) => Resource.some((it) => it.includes("Retention")));
    expect(onState.flatMap(({ Action }) => Action)).toEqual(["dynamodb:GetItem", "dynamodb:Query"]);
  });

  it("gives the job the evidence, the topic and the named roles, and nothing that it keeps", () => {
    const [statements = []] = inputs("aws:iam/role:Role", "RetentionJob").map(grantsOf);
    expect(statements.flatMap(({ Action }) => Action).toSorted()).toEqual([
      ...["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query", "kms:GetPublicKey", "kms:Sign"],
      ...["logs:CreateLogStream", "logs:PutLogEvents", "s3:GetObject", "s3:ListBucket", "s3:PutObject"],
      ...["sns:Publish", "sts:AssumeRole"],
    ]);
    for (const { Resource } of statements) expect(Resource.every((it) => it.startsWith("arn:aws:"))).toBe(true);
  });
});

describe("the API of a stack that keeps retention", () => {
  it("acts on the same evidence, with the rights for that and no more", () => {
    const roleArn = "arn:aws:iam::444455556666:role/Retention";
    const { resources } = synthesise("test", {
      TRAILKEEP_RETENTION: JSON.stringify({
        retention: [{ account: "444455556666", region: "eu-west-1", assumeRole: { roleArn } }],
      }),
      TRAILKEEP_RETENTION_ROLES: roleArn,
    });
    const api = (type: string) =>
      resources.filter((it) => it.type === type && it.name.startsWith("ApiRoute")).map(({ inputs }) => inputs);
    expect(api("aws:lambda/function:Function")).toMatchObject([
      {
        environment: {
          variables: {
            TRAILKEEP_STATE: expect.stringContaining("Retention"),
            TRAILKEEP_ANCHOR: expect.stringMatching(/^s3:\/\/.*\/retention\/anchor\.json$/),
            TRAILKEEP_RETENTION: expect.stringContaining(roleArn),
          },
        },
      },
    ]);
    const actions = api("aws:iam/role:Role")
      .flatMap(grantsOf)
      .flatMap(({ Action }) => Action);
    expect(actions).toEqual(expect.arrayContaining(["kms:Sign", "kms:GetPublicKey", "dynamodb:PutItem"]));
    expect(actions).not.toContain("sns:Publish");
    expect(actions.filter((action) => /Delete|logs:PutRetention|\*/.test(action))).toEqual([]);
  });
});

describe("a stack that subscribes to log groups", () => {
  const names = ["trail", "/org/trail"];
  let resources: Synthesis["resources"];
  beforeAll(() => {
    ({ resources } = synthesise("test", { TRAILKEEP_LOG_GROUPS: names.join(",") }));
  });
  const inputs = (type: string, name = "Subscription") =>
    resources.filter((it) => it.type === type && it.name.startsWith(name)).map((it) => it.inputs);

  it("lets each group, and no other, call the function with all of its events", () => {
    expect(inputs("aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter")).toEqual(
      names.map((logGroup) => ({
        name: "trailkeep",
        logGroup,
        filterPattern: "",
        destinationArn: expect.stringMatching(/^arn:aws:lambda:/),
      })),
    );
    expect(inputs("aws:lambda/permission:Permission")).toEqual(
      names.map((name) => ({
        action: "lambda:InvokeFunction",
        function: expect.any(String),
        principal: "logs.amazonaws.com",
        sourceArn: `arn:aws:logs:eu-west-1:123456789012:log-group:${name}:*`,
      })),
    );
  });

  it("keeps what failed three times, and lets the function write the store, the ledger and that queue only", () => {
    const [invoke] = inputs("aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig");
    expect(invoke).toMatchObject({
      maximumRetryAttempts: 2,
      destinationConfig: { onFailure: { destination: expect.stringMatching(/DeadLetters/) } },
    });
    const [statements = []] = inputs("aws:iam/role:Role").map(grantsOf);
    expect(statements.flatMap(({ Action }) => Action).toSorted()).toEqual([
      ...["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem", "logs:CreateLogStream", "logs:PutLogEvents"],
      ...["s3:GetObject", "s3:ListBucket", "s3:PutObject", "sqs:SendMessage"],
    ]);
  });
});
