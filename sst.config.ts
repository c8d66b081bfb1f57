/// <reference path="./.sst/platform/config.d.ts" />

// What is deployed to AWS. The platform's types come with `npm run infra:install`.
export default $config({
  app(input) {
    const production = input.stage === "production";
    return {
      name: "trailkeep",
      home: "aws",
      removal: production ? "retain" : "remove",
      protect: production,
      providers: { aws: { version: "7.20.0" } },
    };
  },
  async run() {
    await import("./infra/defaults.ts");
    const { logs, store } = await import("./infra/storage.ts");
    const { deadLetters, ledger } = await import("./infra/ingest.ts");
    await import("./infra/subscription.ts");
    await import("./infra/archive.ts");
    await import("./infra/reconcile.ts");
    await import("./infra/replay.ts");
    const { retention } = await import("./infra/retention.ts");
    const { api } = await import("./infra/api.ts");
    return {
      api: api.url,
      store: store.name,
      logs: logs.name,
      ledger: ledger.name,
      deadLetters: deadLetters.url,
      ...(retention === undefined
        ? {}
        : {
            retentionState: retention.state,
            retentionKey: retention.key,
            retentionAnchor: retention.anchor,
            retentionTopic: retention.topic,
          }),
    };
  },
});
