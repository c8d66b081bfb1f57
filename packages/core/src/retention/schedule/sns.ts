import { snsClient } from "../../engine/aws.ts";
import { TrailkeepError } from "../../error.ts";
import { type Notify, snsNotify } from "./notify.ts";

/**
 * Notices to a topic, with the credentials of the environment, in the topic's Region.
 * @throws TrailkeepError invalid-request if it is no topic's ARN
 */
export async function openSns(topicArn: string): Promise<Notify> {
  const region = /^arn:aws[a-z-]*:sns:([a-z0-9-]+):\d{12}:[\w-]{1,256}(\.fifo)?$/.exec(topicArn)?.[1];
  if (region === undefined) {
    const hint = "as in arn:aws:sns:eu-west-1:111122223333:retention";
    throw new TrailkeepError("invalid-request", { message: `${JSON.stringify(topicArn)} is no topic's ARN`, hint });
  }
  return snsNotify(await snsClient({ region }), topicArn);
}
