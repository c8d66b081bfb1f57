import { hex } from "../id.ts";
import type { Call } from "./event.ts";
import type { Setting } from "./management.ts";

/** A data event of Lambda or DynamoDB. S3's come from the requests that access logs tell of too. */
export function dataCall({ account, region, random }: Setting): Call {
  const target = `orders-${random.below(random.below(12) + 1)}`;
  if (random.chance(600)) {
    const arn = `arn:aws:lambda:${region}:${account}:function:${target}`;
    return {
      service: "lambda",
      name: "Invoke",
      readOnly: false,
      category: "Data",
      parametersJson: `{"functionName":"${arn}","contentType":"application/json","invocationType":"RequestResponse"}`,
      additionalJson: `{"functionVersion":"${arn}:$LATEST"}`,
      resourcesJson: `[{"accountId":"${account}","type":"AWS::Lambda::Function","ARN":"${arn}"}]`,
      host: `lambda.${region}.amazonaws.com`,
    };
  }
  const read = random.chance(700);
  const arn = `arn:aws:dynamodb:${region}:${account}:table/${target}`;
  return {
    service: "dynamodb",
    name: read ? "GetItem" : "PutItem",
    readOnly: read,
    category: "Data",
    apiVersion: "2012-08-10",
    parametersJson: `{"tableName":"${target}","key":{"orderId":"${hex(random, 12)}"},"consistentRead":false}`,
    resourcesJson: `[{"accountId":"${account}","type":"AWS::DynamoDB::Table","ARN":"${arn}"}]`,
    host: `dynamodb.${region}.amazonaws.com`,
  };
}

const refusable = { s3: "GetObject", kms: "Decrypt", ec2: "DescribeInstances", secretsmanager: "GetSecretValue" };

/**
 * A call that came through a VPC endpoint, as its owner sees it; most of those recorded were refused by its policy.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-network-events-with-cloudtrail.html
 */
export function networkCall({ account, random }: Setting): Call {
  const [service, name] = random.pick(Object.entries(refusable));
  const call: Call = {
    service,
    name,
    readOnly: true,
    category: "NetworkActivity",
    eventType: "AwsVpceEvents",
    parametersJson: "null",
    shared: true,
    vpcEndpoint: { id: `vpce-0f1e2d3c4b5a6978${random.below(4)}`, account },
  };
  if (random.chance(200)) return call;
  return {
    ...call,
    errorCode: "VpceAccessDenied",
    errorMessage: "The request was denied due to a VPC endpoint policy",
  };
}
