/**
 * The ingest function in a process of its own, to be killed: `function.ts '{"queueUrl": "..."}'` polls a queue as Lambda
 * does, until it is stopped; `function.ts '{"bodies": [...]}'` takes one batch. Each boundary is a line on stdout before
 * the work goes on; with `killAt` it kills itself at that one.
 */
import { writeSync } from "node:fs";
import { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { createHandler } from "@trailkeep/ingest/handler";
import { z } from "zod";
import { invoke, message } from "./lambda.ts";

const { queueUrl, bodies, killAt } = z
  .object({ queueUrl: z.string().optional(), bodies: z.array(z.string()).default([]), killAt: z.number().optional() })
  .parse(JSON.parse(process.argv[2] ?? ""));

let met = 0;

const handler = createHandler({
  onBoundary: (name) => {
    writeSync(1, `${name}\n`);
    if (++met === killAt) process.kill(process.pid, "SIGKILL");
  },
});

if (queueUrl === undefined) await invoke(handler, bodies.map(message));
else await poll(queueUrl);

async function poll(QueueUrl: string): Promise<never> {
  const sqs = new SQSClient({});
  for (;;) {
    const wish = { MaxNumberOfMessages: 10, WaitTimeSeconds: 1, MessageSystemAttributeNames: ["All" as const] };
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, ...wish }));
    const batch = Messages.map(({ MessageId = "", Body = "" }) => ({ messageId: MessageId, body: Body }));
    if (batch.length === 0) continue;
    const receives = Math.max(...Messages.map(({ Attributes }) => Number(Attributes?.ApproximateReceiveCount ?? 1)));
    const failed = await invoke(handler, batch, { receives });
    for (const { MessageId = "", ReceiptHandle } of Messages) {
      if (!failed.includes(MessageId)) await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    }
  }
}
