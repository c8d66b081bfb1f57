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

const secret = "0123456789abcdef0123456789abcdef";
const roles = ["arn:aws:iam::444455556666:role/AuditReader", "arn:aws:iam::123456789012:role/LakeReader"];

type Synthesis = z.infer<typeof synthesisSchema>;

function synthesise(stage: string): Synthesis {
  const args = ["--import", "tsx", join(import.meta.dirname, "synth.ts"), stage];
  const env = { ...process.env, SST_SECRET_QueryTokenKey: secret, TRAILKEEP_STORE_ROLES: roles.join(",") };
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
  const statements = () =>
    all("aws:iam/role:Role")
      .flatMap((role) => roleSchema.parse(role).inlinePolicies)
      .flatMap(({ policy }) => policySchema.parse(JSON.parse(policy)).Statement);

  const bucketOf = (name: string) => {
    const found = synthesis.resources.filter((it) => it.type === "aws:s3/bucket:Bucket" && it.name.startsWith(name));
    expect(found).toHaveLength(1);
    return z.string().parse(found[0]?.inputs["bucket"]);
  };

  it("has two buckets, closed to the public and to web pages, and encrypted", () => {
    expect(all("aws:s3/bucket:Bucket")).toHaveLength(2);
    for (const bucket of [bucketOf("Store"), bucketOf("Results")]) {
      expect(all("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock")).toContainEqual({
        bucket,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      });
      expect(
        all("aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"),
      ).toContainEqual({
        bucket,
        rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
      });
    }
    expect(all("aws:s3/bucketCorsConfiguration:BucketCorsConfiguration")).toEqual([]);
  });

  it("keeps every version of the store, and nothing of results beyond a day", () => {
    expect(all("aws:s3/bucketVersioning:BucketVersioning")).toEqual([
      { bucket: bucketOf("Store"), versioningConfiguration: { status: "Enabled" } },
    ]);
    expect(only("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration")).toMatchObject({
      bucket: bucketOf("Results"),
      rules: [{ status: "Enabled", filter: { prefix: "" }, expiration: { days: 1 } }],
    });
  });

  it("refuses whatever comes to a bucket without TLS, and allows nobody by bucket policy", () => {
    const policies = all("aws:s3/bucketPolicy:BucketPolicy").map(
      (it) => z.object({ policy: z.string() }).parse(it).policy,
    );
    expect(policies).toHaveLength(2);
    for (const policy of policies) {
      expect(policySchema.parse(JSON.parse(policy)).Statement).toEqual([
        {
          Effect: "Deny",
          Action: ["s3:*"],
          Resource: [expect.stringMatching(/^arn:aws:s3:::[^*]+$/), expect.stringMatching(/^arn:aws:s3:::[^*]+\/\*$/)],
          Condition: [{ test: "Bool", variable: "aws:SecureTransport", values: ["false"] }],
        },
      ]);
    }
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

  it("lets nobody call the API without IAM's consent", () => {
    expect(only("aws:apigatewayv2/route:Route")).toMatchObject({ routeKey: "$default", authorizationType: "AWS_IAM" });
    expect(all("aws:lambda/functionUrl:FunctionUrl")).toEqual([]);
    expect(only("aws:lambda/permission:Permission")).toMatchObject({
      principal: "apigateway.amazonaws.com",
      sourceArn: expect.stringMatching(/^arn:aws:execute-api:/),
    });
  });

  it("runs the API's handler, told where its stores are and the key of its ids", () => {
    expect(synthesis.builds.map((it) => it.handler)).toEqual(["packages/api/src/lambda.handler"]);
    const { App: _app, ...links } = synthesis.builds[0]?.links ?? {};
    expect(links).toEqual({ Store: { type: expect.stringMatching(/sst\.aws\.Bucket$/), name: bucketOf("Store") } });
    expect(only("aws:lambda/function:Function")).toMatchObject({
      runtime: "nodejs22.x",
      timeout: 29,
      environment: {
        variables: {
          TRAILKEEP_DATABASE: `trailkeep_${stage}`,
          TRAILKEEP_WORKGROUP: "Workgroup",
          TRAILKEEP_QUERIES: `s3://${bucketOf("Results")}/queries/`,
          TRAILKEEP_TOKEN_KEY: secret,
        },
      },
    });
  });

  it("gives the function the least: ask its tables, read the store, use its results, take on named roles, write its log", () => {
    const [store, results] = [bucketOf("Store"), bucketOf("Results")];
    const granted = statements().map(({ Action, Resource, Condition }) => [Action, Resource, Condition]);
    const under = (...values: readonly string[]) => [{ test: "StringLike", variable: "s3:prefix", values }];
    const aws = (service: string, resource: string) => `arn:aws:${service}:eu-west-1:123456789012:${resource}`;
    const database = `trailkeep_${stage}`;
    const run = ["StartQueryExecution", "GetQueryExecution", "GetQueryResults", "StopQueryExecution"];
    const glue = ["GetDatabase", "GetTable", "GetPartition", "GetPartitions", "BatchGetPartition"];
    expect(granted).toEqual([
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
      [
        ["logs:CreateLogStream", "logs:PutLogEvents"],
        [expect.stringMatching(/^arn:aws:logs:[a-z0-9-]+:\d{12}:log-group:[^*:]+:log-stream:\*$/)],
        undefined,
      ],
    ]);
  });

  it("gives no role a wildcard action, a wildcard resource, a managed policy or another principal than Lambda", () => {
    for (const { Action, Resource } of statements()) {
      expect(Action.filter((it) => it.includes("*"))).toEqual([]);
      expect(Resource.filter((it) => !it.startsWith("arn:aws:") || it.startsWith("arn:aws:s3:::*"))).toEqual([]);
    }
    for (const role of all("aws:iam/role:Role").map((it) => roleSchema.parse(it))) {
      expect(role.managedPolicyArns ?? []).toEqual([]);
      expect(role.assumeRolePolicy.Statement).toEqual([
        expect.objectContaining({ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" } }),
      ]);
    }
    expect(all("aws:iam/rolePolicyAttachment:RolePolicyAttachment")).toEqual([]);
  });

  it("keeps the data of production", () => {
    const production = stage === "production";
    expect(synthesis.app).toMatchObject({ removal: production ? "retain" : "remove", protect: production });
  });
});
