import { TrailkeepError } from "@trailkeep/core/error";

/** A channel of CloudTrail Lake, by its ARN. */
export interface Channel {
  readonly arn: string;
  readonly partition: string;
  readonly region: string;
  readonly accountId: string;
}

const form =
  /^arn:(?<partition>aws[a-z-]*):cloudtrail:(?<region>[a-z0-9-]+):(?<accountId>\d{12}):channel\/[A-Za-z0-9._-]+$/;

/** @throws TrailkeepError invalid-request */
export function channelOf(arn: string): Channel {
  const found = form.exec(arn)?.groups;
  if (found !== undefined) {
    const { partition = "", region = "", accountId = "" } = found;
    return { arn, partition, region, accountId };
  }
  throw new TrailkeepError("invalid-request", {
    message: "this is not the ARN of a channel",
    at: arn,
    hint: "it looks like arn:aws:cloudtrail:eu-west-1:111122223333:channel/EXAMPLE8-0558-4f7e-a06a-43969EXAMPLE",
  });
}
