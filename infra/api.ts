import packageJson from "../packages/api/package.json" with { type: "json" };
import { store, storePrefix } from "./storage.ts";

/** The HTTP service. Every request is signed (SigV4) and authorized by IAM: nothing is public. */
export const api = new sst.aws.ApiGatewayV2("Api", { cors: false });

api.route(
  "$default",
  {
    handler: "packages/api/src/lambda.handler",
    link: [store],
    memory: "1024 MB",
    // API Gateway gives up after 30 s: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
    timeout: "29 seconds",
    environment: { TRAILKEEP_STORE: $interpolate`s3://${store.name}/${storePrefix}` },
    // The reference page reads these files at run time, so they are not in the bundle.
    nodejs: { install: { "@fastify/swagger-ui": packageJson.dependencies["@fastify/swagger-ui"] } },
    permissions: [
      { actions: ["s3:GetObject"], resources: [$interpolate`${store.arn}/${storePrefix}*`] },
      {
        actions: ["s3:ListBucket"],
        resources: [store.arn],
        conditions: [{ test: "StringLike", variable: "s3:prefix", values: [`${storePrefix}*`] }],
      },
    ],
  },
  { auth: { iam: true } },
);
