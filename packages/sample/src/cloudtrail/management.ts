import { guid, hex, resourceId } from "../id.ts";
import type { Principal } from "../identity/principal.ts";
import type { Random } from "../random.ts";
import type { Call } from "./event.ts";

/** What a template may speak of. */
export interface Setting {
  readonly account: string;
  readonly region: string;
  readonly random: Random;
}

/** A management API call that people or machines make; `weight` says how often. */
export interface Template {
  readonly weight: number;
  readonly service: string;
  readonly name: string;
  readonly readOnly: boolean;
  /** The error it sometimes fails with. */
  readonly errorCode: string;
  readonly write: (
    setting: Setting,
  ) => Pick<Call, "parametersJson" | "responseJson" | "additionalJson" | "resourcesJson" | "apiVersion">;
}

const unauthorized = "Client.UnauthorizedOperation";
const denied = "AccessDenied";

function reads(weight: number, service: string, name: string, errorCode: string, write: Template["write"]): Template {
  return { weight, service, name, readOnly: true, errorCode, write };
}

function writes(weight: number, service: string, name: string, errorCode: string, write: Template["write"]): Template {
  return { weight, service, name, readOnly: false, errorCode, write };
}

function resource(account: string, type: string, arn: string): string {
  return `[{"accountId":"${account}","type":"${type}","ARN":"${arn}"}]`;
}

/** The n-th name of a kind: few names return often. */
function named(random: Random, kind: string, count: number): string {
  return `${kind}-${random.below(random.below(count) + 1)}`;
}

/** What machines call. */
export const machineCalls: readonly Template[] = [
  reads(24, "kms", "Decrypt", "AccessDeniedException", ({ account, region, random }) => ({
    parametersJson: `{"encryptionAlgorithm":"SYMMETRIC_DEFAULT","encryptionContext":{"aws:s3:arn":"arn:aws:s3:::amzn-s3-demo-finance"}}`,
    resourcesJson: resource(account, "AWS::KMS::Key", `arn:aws:kms:${region}:${account}:key/${keyOf(random)}`),
  })),
  reads(10, "kms", "GenerateDataKey", "ThrottlingException", ({ account, region, random }) => ({
    parametersJson: `{"keyId":"alias/${named(random, "data", 6)}","keySpec":"AES_256"}`,
    resourcesJson: resource(account, "AWS::KMS::Key", `arn:aws:kms:${region}:${account}:key/${keyOf(random)}`),
  })),
  reads(16, "ssm", "GetParameter", "ParameterNotFound", ({ random }) => ({
    parametersJson: `{"name":"/orders/${named(random, "setting", 40)}","withDecryption":true}`,
  })),
  reads(10, "secretsmanager", "GetSecretValue", "ResourceNotFoundException", ({ account, region, random }) => ({
    parametersJson: `{"secretId":"arn:aws:secretsmanager:${region}:${account}:secret:${named(random, "database", 9)}"}`,
  })),
  writes(12, "logs", "CreateLogStream", "ResourceAlreadyExistsException", ({ random }) => ({
    parametersJson: `{"logGroupName":"/aws/lambda/${named(random, "orders", 12)}","logStreamName":"2026/[$LATEST]${hex(random, 32)}"}`,
    apiVersion: "20140328",
  })),
  reads(8, "sts", "GetCallerIdentity", denied, () => ({ parametersJson: "null" })),
  reads(8, "dynamodb", "DescribeTable", "ResourceNotFoundException", ({ random }) => ({
    parametersJson: `{"tableName":"${named(random, "orders", 8)}"}`,
    apiVersion: "2012-08-10",
  })),
  reads(6, "ecr", "GetAuthorizationToken", denied, ({ account }) => ({
    parametersJson: `{"registryIds":["${account}"]}`,
  })),
  writes(4, "ec2", "RunInstances", "Client.InstanceLimitExceeded", ({ region, random }) => ({
    parametersJson: `{"instancesSet":{"items":[{"imageId":"${resourceId(random, "ami")}","minCount":1,"maxCount":1}]},"instanceType":"m7g.large","availabilityZone":"${region}a"}`,
    responseJson: `{"requestId":"${guid(random)}","instancesSet":{"items":[{"instanceId":"${resourceId(random, "i")}","instanceState":{"code":0,"name":"pending"}}]}}`,
  })),
  writes(4, "ec2", "CreateTags", unauthorized, ({ random }) => ({
    parametersJson: `{"resourcesSet":{"items":[{"resourceId":"${resourceId(random, "i")}"}]},"tagSet":{"items":[{"key":"release","value":"${hex(random, 8)}"}]}}`,
    responseJson: `{"requestId":"${guid(random)}","_return":true}`,
  })),
];

/** What people call, by console or tool. */
export const peopleCalls: readonly Template[] = [
  reads(20, "ec2", "DescribeInstances", unauthorized, ({ random }) => ({
    parametersJson: `{"maxResults":${100 + 100 * random.below(10)},"instancesSet":{},"filterSet":{"items":[{"name":"instance-state-name","valueSet":{"items":[{"value":"running"}]}}]}}`,
  })),
  reads(12, "ec2", "DescribeSecurityGroups", unauthorized, () => ({
    parametersJson: `{"securityGroupSet":{},"securityGroupIdSet":{},"filterSet":{}}`,
  })),
  reads(10, "iam", "ListRoles", denied, () => ({ parametersJson: `{"maxItems":1000}` })),
  reads(8, "iam", "GetRole", "NoSuchEntityException", ({ random }) => ({
    parametersJson: `{"roleName":"${named(random, "Role", 25)}"}`,
  })),
  reads(10, "cloudtrail", "LookupEvents", denied, ({ random }) => ({
    parametersJson: `{"maxResults":50,"lookupAttributes":[{"attributeKey":"EventName","attributeValue":"${random.pick(["RunInstances", "CreateRole", "PutBucketPolicy"])}"}]}`,
  })),
  reads(8, "s3", "ListBuckets", denied, ({ region }) => ({
    parametersJson: `{"Host":"s3.${region}.amazonaws.com"}`,
    additionalJson: `{"SignatureVersion":"SigV4","CipherSuite":"TLS_AES_128_GCM_SHA256","bytesTransferredIn":0,"AuthenticationMethod":"AuthHeader","bytesTransferredOut":1842}`,
  })),
  reads(8, "logs", "DescribeLogGroups", "AccessDeniedException", () => ({ parametersJson: `{"limit":50}` })),
  reads(6, "rds", "DescribeDBInstances", denied, () => ({ parametersJson: "null" })),
  reads(6, "cloudformation", "DescribeStacks", denied, ({ random }) => ({
    parametersJson: `{"stackName":"${named(random, "service", 14)}"}`,
  })),
  writes(3, "cloudformation", "UpdateStack", "ValidationException", ({ account, region, random }) => {
    const stack = named(random, "service", 14);
    return {
      parametersJson: `{"stackName":"${stack}","capabilities":["CAPABILITY_IAM"],"parameters":[{"parameterKey":"Version","parameterValue":"${random.below(90)}"}]}`,
      responseJson: `{"stackId":"arn:aws:cloudformation:${region}:${account}:stack/${stack}/${guid(random)}"}`,
    };
  }),
  writes(2, "iam", "CreateRole", "EntityAlreadyExistsException", ({ account, random }) => {
    const role = named(random, "Role", 25);
    return {
      parametersJson: `{"roleName":"${role}","assumeRolePolicyDocument":"{\\"Version\\":\\"2012-10-17\\",\\"Statement\\":[]}"}`,
      responseJson: `{"role":{"path":"/","roleName":"${role}","arn":"arn:aws:iam::${account}:role/${role}"}}`,
    };
  }),
  writes(2, "s3", "PutBucketPolicy", "MalformedPolicy", ({ account, region }) => ({
    parametersJson: `{"bucketName":"amzn-s3-demo-web","Host":"amzn-s3-demo-web.s3.${region}.amazonaws.com","policy":"","bucketPolicy":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"${account}"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::amzn-s3-demo-web/*"}]}}`,
    resourcesJson: resource(account, "AWS::S3::Bucket", "arn:aws:s3:::amzn-s3-demo-web"),
  })),
  writes(3, "ec2", "AuthorizeSecurityGroupIngress", unauthorized, ({ random }) => {
    const port = random.pick([443, 5432, 8080]);
    const cidr = `10.${random.below(8)}.0.0/16`;
    return {
      parametersJson: ingress(resourceId(random, "sg"), port, cidr),
      responseJson: `{"requestId":"${guid(random)}","_return":true}`,
    };
  }),
  writes(3, "lambda", "UpdateFunctionCode20150331v2", "ResourceConflictException", ({ account, region, random }) => {
    const name = named(random, "orders", 12);
    return {
      parametersJson: `{"functionName":"${name}","dryRun":false,"publish":true}`,
      responseJson: `{"functionName":"${name}","functionArn":"arn:aws:lambda:${region}:${account}:function:${name}","memorySize":512}`,
      apiVersion: "2015-03-31",
    };
  }),
];

/** A key that exists: there are eight an account. */
function keyOf(random: Random): string {
  const digit = random.below(8);
  return `${digit}a7c4e10-52b9-4d3f-8e61-9f0b2c5d7a3${digit}`;
}

/** `requestParameters` of AuthorizeSecurityGroupIngress for one TCP port and one range. */
export function ingress(groupId: string, port: number, cidr: string): string {
  return (
    `{"groupId":"${groupId}","ipPermissions":{"items":[{"ipProtocol":"tcp","fromPort":${port},"toPort":${port},` +
    `"groups":{},"ipRanges":{"items":[{"cidrIp":"${cidr}"}]},"ipv6Ranges":{},"prefixListIds":{}}]}}`
  );
}

/** The call that the template tells of, made by the principal; 3 in 100 fail. */
export function managementCall(template: Template, setting: Setting, principal: Principal): Call {
  const { service, name, readOnly, errorCode } = template;
  const host = service === "iam" ? "iam.amazonaws.com" : `${service}.${setting.region}.amazonaws.com`;
  const call: Call = { service, name, readOnly, host, ...template.write(setting) };
  if (!setting.random.chance(30)) return call;
  const errorMessage = errorCode.startsWith(denied)
    ? `User: ${principal.arn === "-" ? "anonymous" : principal.arn} is not authorized to perform: ${service}:${name} because no identity-based policy allows the ${service}:${name} action`
    : `The request to ${name} was not carried out.`;
  return { ...call, errorCode, errorMessage };
}
