import packageJson from "../packages/api/package.json" with { type: "json" };
import { ledger } from "./ingest.ts";
import { queryEnvironment, queryPermissions } from "./query.ts";
import { retention } from "./retention.ts";
import { store } from "./storage.ts";

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
    environment: { ...queryEnvironment, TRAILKEEP_LEDGER: ledger.name, ...retention?.environment },
    // The reference page reads these files at run time, so they are not in the bundle.
    nodejs: { install: { "@fastify/swagger-ui": packageJson.dependencies["@fastify/swagger-ui"] } },
    permissions: [
      ...queryPermissions,
      { actions: ["dynamodb:GetItem", "dynamodb:Query"], resources: [ledger.arn] },
      // Who may call `/v1/retention` decides IAM, path by path: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control-iam.html
      ...(retention?.permissions ?? []),
    ],
  },
  { auth: { iam: true } },
);
