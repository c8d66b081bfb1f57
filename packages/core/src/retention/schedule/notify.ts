import type { PublishCommandInput, SNSClient } from "@aws-sdk/client-sns";

/** What people have to be told: something drifted, cannot be put right, waits for them, or went wrong. */
export interface Notice {
  readonly kind: "drift" | "conflict" | "approval" | "failure";
  /** One line. */
  readonly subject: string;
  readonly lines: readonly string[];
}

export type Notify = (notice: Notice) => Promise<void>;

/** What a subject and a message may have: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
const maxSubject = 99;
const maxMessageBytes = 262_144 - 1_024;

/** Notices by SNS. `kind` is a message attribute, for filter policies of subscriptions. */
export function snsNotify(client: SNSClient, topicArn: string): Notify {
  return async ({ kind, subject, lines }) => {
    const { PublishCommand } = await import("@aws-sdk/client-sns");
    const input: PublishCommandInput = {
      TopicArn: topicArn,
      Subject: printable(`Trailkeep: ${subject}`).slice(0, maxSubject),
      Message: bounded([subject, "", ...lines].join("\n")),
      MessageAttributes: { kind: { DataType: "String", StringValue: kind } },
    };
    await client.send(new PublishCommand(input));
  };
}

/** A subject is ASCII, begins with a letter, digit or punctuation, and has no line breaks. */
function printable(text: string): string {
  return text.replaceAll(/[^\x20-\x7e]/g, "?");
}

function bounded(text: string): string {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length <= maxMessageBytes) return text;
  const head = new TextDecoder("utf-8").decode(bytes.subarray(0, maxMessageBytes), { stream: true });
  return `${head}\n(cut: the plan itself has the rest)`;
}
