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

type Synthesis = z.infer<typeof synthesisSchema>;

function synthesise(stage: string): Synthesis {
  const args = ["--import", "tsx", join(import.meta.dirname, "synth.ts"), stage];
  return synthesisSchema.parse(JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8" })));
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

  it("has one bucket, closed to the public and to web pages, versioned and encrypted", () => {
    const { bucket } = only("aws:s3/bucket:Bucket");
    expect(bucket).toEqual(expect.any(String));
    expect(only("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock")).toEqual({
      bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    expect(only("aws:s3/bucketVersioning:BucketVersioning")).toEqual({
      bucket,
      versioningConfiguration: { status: "Enabled" },
    });
    expect(only("aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration")).toEqual({
      bucket,
      rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
    });
    expect(all("aws:s3/bucketCorsConfiguration:BucketCorsConfiguration")).toEqual([]);
  });

  it("refuses whatever comes to the bucket without TLS, and allows nobody by bucket policy", () => {
    const { policy } = z.object({ policy: z.string() }).parse(only("aws:s3/bucketPolicy:BucketPolicy"));
    expect(policySchema.parse(JSON.parse(policy)).Statement).toEqual([
      {
        Effect: "Deny",
        Action: ["s3:*"],
        Resource: [expect.stringMatching(/^arn:aws:s3:::[^*]+$/), expect.stringMatching(/^arn:aws:s3:::[^*]+\/\*$/)],
        Condition: [{ test: "Bool", variable: "aws:SecureTransport", values: ["false"] }],
      },
    ]);
  });

  it("lets nobody call the API without IAM's consent", () => {
    expect(only("aws:apigatewayv2/route:Route")).toMatchObject({ routeKey: "$default", authorizationType: "AWS_IAM" });
    expect(all("aws:lambda/functionUrl:FunctionUrl")).toEqual([]);
    expect(only("aws:lambda/permission:Permission")).toMatchObject({
      principal: "apigateway.amazonaws.com",
      sourceArn: expect.stringMatching(/^arn:aws:execute-api:/),
    });
  });

  it("runs the API's handler, told the bucket's name and nothing else", () => {
    const { bucket } = only("aws:s3/bucket:Bucket");
    expect(synthesis.builds.map((it) => it.handler)).toEqual(["packages/api/src/lambda.handler"]);
    const { App: _app, ...links } = synthesis.builds[0]?.links ?? {};
    expect(links).toEqual({ Store: { type: expect.stringMatching(/sst\.aws\.Bucket$/), name: bucket } });
    expect(only("aws:lambda/function:Function")).toMatchObject({
      runtime: "nodejs22.x",
      timeout: 29,
      environment: { variables: { TRAILKEEP_STORE: `s3://${bucket}/store/` } },
    });
  });

  it("gives the function the least: read the store's prefix, write its own log", () => {
    const { bucket } = only("aws:s3/bucket:Bucket");
    const granted = statements().map(({ Action, Resource, Condition }) => [Action, Resource, Condition]);
    const prefix = [{ test: "StringLike", variable: "s3:prefix", values: ["store/*"] }];
    expect(granted).toEqual([
      [["s3:GetObject"], [`arn:aws:s3:::${bucket}/store/*`], undefined],
      [["s3:ListBucket"], [`arn:aws:s3:::${bucket}`], prefix],
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
