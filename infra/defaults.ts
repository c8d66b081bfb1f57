// What holds for every component; sst.config.ts imports this before any of them exists.

// A link hands over the name and no right (SST's own bucket link grants `s3:*`): rights stand at each function.
sst.Linkable.wrap(sst.aws.Bucket, (bucket) => ({ properties: { name: bucket.name } }));

// A function may write its own log and no other; AWSLambdaBasicExecutionRole would let it write every log group.
$transform(sst.aws.Function, (args, _options, name) => {
  args.runtime ??= "nodejs22.x";
  args.architecture ??= "arm64";
  const logs = new aws.cloudwatch.LogGroup(`${name}Log`, { retentionInDays: 30 });
  args.logging = { format: "json", logGroup: logs.name };
  const writeLog = {
    actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
    resources: [$interpolate`${logs.arn}:log-stream:*`],
  };
  args.permissions = $resolve([args.permissions ?? []]).apply(([own]) => [...own, writeLog]);
  args.transform = {
    ...args.transform,
    role: (role) => {
      role.managedPolicyArns = [];
      // SST 4.17 lets every principal of the account assume the role; only Lambda has to.
      role.assumeRolePolicy = aws.iam.assumeRolePolicyForPrincipal({ Service: "lambda.amazonaws.com" });
    },
  };
});

export {};
