import type { handler } from "@trailkeep/api/lambda";

type GatewayEvent = Parameters<typeof handler>[0];

/**
 * An event of an HTTP API, as API Gateway hands it to the function.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 * @param caller the ARN that IAM gives; null where nothing authorizes
 */
export function gatewayEvent(method: string, path: string, body?: unknown, caller: string | null = null): GatewayEvent {
  const http = { method, path, protocol: "HTTP/1.1", sourceIp: "192.0.2.1", userAgent: "test" };
  return {
    version: "2.0",
    routeKey: "$default",
    rawPath: path,
    rawQueryString: "",
    headers: { host: "abc.execute-api.us-east-1.amazonaws.com", "content-type": "application/json" },
    requestContext: {
      accountId: "111122223333",
      apiId: "abc",
      authentication: null,
      authorizer: caller === null ? {} : { iam: iamOf(caller) },
      domainName: "abc.execute-api.us-east-1.amazonaws.com",
      domainPrefix: "abc",
      http,
      requestId: "id",
      routeKey: "$default",
      stage: "$default",
      time: "01/Oct/2026:00:00:00 +0000",
      timeEpoch: 1_790_812_800_000,
    },
    body: body === undefined ? null : JSON.stringify(body),
    isBase64Encoded: false,
  };
}

function iamOf(userArn: string) {
  return {
    accessKey: "AKID",
    accountId: "111122223333",
    callerId: "AIDA",
    cognitoIdentity: null,
    principalOrgId: null,
    userArn,
    userId: "AIDA",
  };
}
