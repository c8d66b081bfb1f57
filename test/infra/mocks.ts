// Pulumi's mocks: every resource is recorded, and answers with what AWS would make of it.

/** A resource as declared: its Pulumi type (`aws:s3/bucket:Bucket`), logical name and inputs. */
export interface Resource {
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

interface Call {
  readonly token: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

const region = "eu-west-1";
const account = "123456789012";

/** The mocks for `pulumi.runtime.setMocks`; what is declared is appended to `resources`. */
export function recorder(resources: Resource[]) {
  return {
    newResource({ type, name, inputs }: Resource): { id: string; state: object } {
      if (type.startsWith("aws:")) resources.push({ type, name, inputs });
      return { id: physicalName(name, inputs), state: { ...inputs, ...stateOf(type, name, inputs) } };
    },
    call({ token, inputs }: Call): object {
      return dataSources[token]?.(inputs) ?? inputs;
    },
  };
}

function physicalName(name: string, inputs: Resource["inputs"]): string {
  const given = inputs["name"] ?? inputs["bucket"];
  return typeof given === "string" ? given : name;
}

/** The attributes that AWS adds and other resources read. */
function stateOf(type: string, name: string, inputs: Resource["inputs"]): object {
  const physical = physicalName(name, inputs);
  const arn = (service: string, resource: string) => `arn:aws:${service}:${region}:${account}:${resource}`;
  switch (type) {
    case "aws:s3/bucket:Bucket":
      return { bucket: physical, arn: `arn:aws:s3:::${physical}` };
    case "aws:cloudwatch/logGroup:LogGroup":
      return { name: physical, arn: arn("logs", `log-group:${physical}`) };
    case "aws:sqs/queue:Queue":
      return { name: physical, arn: arn("sqs", physical), url: `https://sqs.test/${physical}` };
    case "aws:dynamodb/table:Table":
      return { name: physical, arn: arn("dynamodb", `table/${physical}`) };
    case "aws:iam/role:Role":
      return { name: physical, arn: `arn:aws:iam::${account}:role/${physical}` };
    case "aws:lambda/function:Function": {
      const lambda = arn("lambda", `function:${physical}`);
      return { name: physical, arn: lambda, invokeArn: `${lambda}/invocations`, qualifiedArn: `${lambda}:1` };
    }
    case "aws:apigatewayv2/api:Api":
      return {
        apiEndpoint: `https://${name}.test`,
        executionArn: arn("execute-api", name),
        arn: arn("apigateway", name),
      };
    default:
      return { name: physical, arn: arn("test", physical) };
  }
}

interface Statement {
  readonly [key: string]: unknown;
}

const dataSources: Readonly<Record<string, (inputs: Call["inputs"]) => object>> = {
  "aws:index/getRegion:getRegion": () => ({ id: region, name: region, region }),
  "aws:index/getPartition:getPartition": () => ({ partition: "aws", dnsSuffix: "amazonaws.com" }),
  "aws:index/getCallerIdentity:getCallerIdentity": () => ({
    accountId: account,
    arn: `arn:aws:iam::${account}:user/it`,
  }),
  "aws:iam/getPolicyDocument:getPolicyDocument": (inputs) => ({ ...inputs, json: policyDocument(inputs) }),
};

/** The provider's policy document as JSON, its members under IAM's names. */
function policyDocument(inputs: Call["inputs"]): string {
  const statements: readonly Statement[] = Array.isArray(inputs["statements"]) ? inputs["statements"] : [];
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: statements.map((statement) => ({
      Effect: statement["effect"] ?? "Allow",
      Action: statement["actions"],
      Resource: statement["resources"],
      Principal: statement["principals"],
      Condition: statement["conditions"],
    })),
  });
}
