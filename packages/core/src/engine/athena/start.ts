import type { StartQueryExecutionCommandInput } from "@aws-sdk/client-athena";
import type { Statement } from "../../dialect/statement.ts";
import { athenaParameter } from "../../dialect/trino-literal.ts";
import type { AthenaConfig } from "../../stores/schema.ts";

/** What a start needs of a store's declaration. */
export type StartConfig = Pick<
  AthenaConfig,
  "workgroup" | "outputLocation" | "expectedBucketOwner" | "resultReuseMinutes"
>;

/** A start of Athena as the store is configured. @see https://docs.aws.amazon.com/athena/latest/APIReference/API_StartQueryExecution.html */
export function startInput(
  { text, parameters }: Pick<Statement, "text" | "parameters">,
  token: string,
  config: StartConfig,
): StartQueryExecutionCommandInput {
  const { workgroup, outputLocation, expectedBucketOwner, resultReuseMinutes } = config;
  return {
    QueryString: text,
    ClientRequestToken: token,
    WorkGroup: workgroup,
    ...(parameters.length === 0 ? {} : { ExecutionParameters: parameters.map(athenaParameter) }),
    ...(outputLocation === undefined
      ? {}
      : {
          ResultConfiguration: {
            OutputLocation: outputLocation,
            ...(expectedBucketOwner === undefined ? {} : { ExpectedBucketOwner: expectedBucketOwner }),
          },
        }),
    ...(resultReuseMinutes === 0
      ? {}
      : {
          ResultReuseConfiguration: {
            ResultReuseByAgeConfiguration: { Enabled: true, MaxAgeInMinutes: resultReuseMinutes },
          },
        }),
  };
}
