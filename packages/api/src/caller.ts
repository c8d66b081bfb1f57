import type { Context } from "hono";
import { z } from "zod";
import type { ApiEnv } from "./env.ts";

/**
 * What API Gateway says of who called, where IAM authorizes.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
const gateway = z.object({
  requestContext: z.object({ authorizer: z.object({ iam: z.object({ userArn: z.string().min(1) }) }) }),
});

/** The ARN of the caller; null where nothing in front of the service has established it. */
export function callerOf({ env }: Context<ApiEnv>): string | null {
  return gateway.safeParse(env).data?.requestContext.authorizer.iam.userArn ?? null;
}
