/**
 * Retention is kept where the deployment names what to keep: `TRAILKEEP_RETENTION`, a stores file's text with `retention` in it.
 */
export const retained = process.env["TRAILKEEP_RETENTION"] ?? "";

/** Plans and evidence. It outlives the data. */
export const state =
  retained === ""
    ? undefined
    : new sst.aws.Dynamo("Retention", {
        fields: { pk: "string", sk: "string" },
        primaryIndex: { hashKey: "pk", rangeKey: "sk" },
        deletionProtection: $app.stage === "production",
      });
