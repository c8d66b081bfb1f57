import { GetCommand } from "@aws-sdk/lib-dynamodb";
import type { Dynamo } from "../../aws.ts";

/** The service's clock, epoch milliseconds: any answer tells it, so one is asked for where there was none. */
export async function serviceNowMs({ client, clock }: Dynamo, table: string): Promise<number> {
  if (!clock.isKnown) await client.send(new GetCommand({ TableName: table, Key: { pk: "clock", sk: "clock" } }));
  return clock.nowMs();
}
