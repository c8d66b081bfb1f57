import { deadLetters, list, taking } from "./ingest.ts";

/**
 * Log groups that CloudTrail delivers to, by name: `TRAILKEEP_LOG_GROUPS=a,b` at deployment. Their events stand in the store
 * seconds after they are delivered. A group takes two subscription filters at most, this one among them.
 */
const groups = list(process.env["TRAILKEEP_LOG_GROUPS"]);

/** A delivery is a megabyte at most. */
const timeoutSeconds = 60;

if (groups.length > 0) {
  const { accountId } = aws.getCallerIdentityOutput();
  const { region } = aws.getRegionOutput();
  const subscription = new sst.aws.Function("Subscription", {
    handler: "packages/ingest/src/subscription.handler",
    memory: "1024 MB",
    timeout: `${timeoutSeconds} seconds`,
    environment: taking.environment,
    permissions: [...taking.permissions, { actions: ["sqs:SendMessage"], resources: [deadLetters.arn] }],
  });
  // Lambda tries twice more by itself, and then puts the delivery where the other poison lies.
  new aws.lambda.FunctionEventInvokeConfig("SubscriptionFailures", {
    functionName: subscription.name,
    maximumRetryAttempts: 2,
    destinationConfig: { onFailure: { destination: deadLetters.arn } },
  });
  groups.forEach((name, place) => {
    const allowed = new aws.lambda.Permission(`SubscriptionPermission${place}`, {
      action: "lambda:InvokeFunction",
      function: subscription.name,
      principal: "logs.amazonaws.com",
      sourceArn: $interpolate`arn:aws:logs:${region}:${accountId}:log-group:${name}:*`,
    });
    new aws.cloudwatch.LogSubscriptionFilter(
      `SubscriptionFilter${place}`,
      { name: "trailkeep", logGroup: name, filterPattern: "", destinationArn: subscription.arn },
      { dependsOn: [allowed] },
    );
  });
}
