/**
 * `npm run load -- --objects 10000`: log objects of mixed size through the ingest function, in processes of its own that poll a
 * queue, into the store on S3 and its archive. Prints records a second, time and memory, requests and cost an object, what the archive
 * saves, and how long it takes from a put to an answer. Exit code 1 where something is not taken or a goal is missed.
 */
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { CreateQueueCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { z } from "zod";
import { readLedgerStatus } from "../../packages/ingest/src/ledger/dynamo/status.ts";
import { openWorld, type World } from "../archive/world.ts";
import { notification } from "../ingest/support/lambda.ts";
import { type Running, startFunction } from "../ingest/support/process.ts";
import { startMinistack } from "../rigs/ministack/server.ts";
import { startTrino } from "../rigs/trino/server.ts";
import { archived, type Delivered } from "./archived.ts";
import { costOf } from "./cost.ts";
import { lags } from "./lags.ts";
import { type LoadObject, loadObjects } from "./objects.ts";

const { values } = parseArgs({ options: { objects: { type: "string" }, seed: { type: "string" } } });
const { objects: count, seed } = z
  .object({
    objects: z.coerce.number().int().min(100).default(10_000),
    seed: z.coerce.number().int().min(0).default(1),
  })
  .parse(values);

/** As many functions at once as there are cores here; each takes a batch of ten. */
const workers = 2;
const batch = 10;
const functionGb = 2;
/** A transaction counts double: a claim is two writes, the end three and one more a source. */
const writeUnits = 12;

const failures: string[] = [];
const [ministack, trino] = await Promise.all([startMinistack(), startTrino()]);
const world = await openWorld({ ministack, trino });
const sqs = new SQSClient({});
const functions: Running[] = [];
try {
  const { QueueUrl = "" } = await sqs.send(
    new CreateQueueCommand({ QueueName: `load-${Date.now()}`, Attributes: { VisibilityTimeout: "120" } }),
  );
  world.clock(-2);
  const { logs, store, table } = world.names;
  const account = { s3: world.s3, dynamo: world.dynamo, logs, store, table };
  for (let n = 0; n < workers; n++) functions.push(startFunction(account, { queueUrl: QueueUrl }));
  const tell = (object: LoadObject) => told(world, QueueUrl, object);

  const requests = new Map<string, number>();
  world.way.plan = ({ operation }) => {
    requests.set(operation, (requests.get(operation) ?? 0) + 1);
    return null;
  };
  world.bucket.calls.clear();
  const startMs = performance.now();
  const nothing = (): Delivered => ({ objects: 0, bytes: 0, records: 0 });
  const delivered = { cloudtrail: nothing(), s3_access: nothing() };
  const sent = nothing();
  for (const object of loadObjects(count, seed)) {
    await tell(object);
    for (const sum of [sent, delivered[object.source]]) {
      sum.objects += 1;
      sum.bytes += object.body.length;
      sum.records += object.records;
    }
  }
  const taken = await untilTaken(world, count);
  const seconds = (performance.now() - startMs) / 1_000;
  const { objects, records } = taken;
  if (objects !== count || records.written + records.repeated !== sent.records) {
    failures.push(`${objects} of ${count} objects and ${records.written} of ${sent.records} records were taken`);
  }
  const peaks = functions.map(({ child }) => peakBytes(child.pid ?? 0));
  report(seconds, sent, peaks, requests);

  world.clock(0);
  const { lines, missed } = await archived(world, delivered);
  for (const line of lines) console.log(line);
  failures.push(...missed);
  for (const line of await lags(world, tell, Math.max(10, Math.round(count / 200)))) console.log(line);
} finally {
  for (const { child } of functions) child.kill("SIGKILL");
  await Promise.all(functions.map(({ ended }) => ended));
  sqs.destroy();
  await world.close();
  await Promise.all([ministack.close(), trino.close()]);
}
for (const failure of failures) console.error(failure);
console.log(`load ${failures.length === 0 ? "passed" : "failed"}; seed ${seed}, ${count} objects`);
process.exit(failures.length === 0 ? 0 : 1);

/** Puts an object, and tells the queue of it as S3 does. */
async function told({ bucket, names }: World, QueueUrl: string, { key, body }: LoadObject): Promise<void> {
  const etag = bucket.objects.put(names.logs, key, body).replaceAll('"', "");
  const object = {
    bucket: names.logs,
    key,
    version: { kind: "etag" as const, value: etag },
    sizeBytes: body.length,
    storedMs: null,
  };
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: notification(object) }));
}

async function untilTaken({ dynamo, names }: World, wanted: number) {
  for (;;) {
    const { sums } = await readLedgerStatus(dynamo, names.table, 3);
    const objects = sums.reduce((sum, { objects: of }) => sum + of.done + of.quarantined + of.ignored + of.gone, 0);
    const records = sums.reduce(
      (sum, { records: of }) => ({ written: sum.written + of.written, repeated: sum.repeated + of.repeated }),
      { written: 0, repeated: 0 },
    );
    // An object of two sources counts once, in the sum of its first.
    if (objects >= wanted) return { objects, records };
    await sleep(500);
  }
}

/** The most memory that a process ever held. */
function peakBytes(pid: number): number {
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) * 1_024;
}

function report(
  seconds: number,
  sent: { readonly objects: number; readonly bytes: number; readonly records: number },
  peaks: readonly number[],
  requests: ReadonlyMap<string, number>,
): void {
  const calls = (name: string) => world.bucket.calls.count("S3", name) / sent.objects;
  const dynamo = (name: string) => (requests.get(name) ?? 0) / sent.objects;
  const busySeconds = (seconds * workers) / sent.objects;
  const perObject = {
    gets: calls("GetObject") + calls("HeadObject"),
    puts: calls("PutObject"),
    // A batch is received and deleted, and S3 sends each message.
    sqsRequests: 1 + 2 / batch,
    invocations: 1 / batch,
    writeUnits,
    readUnits: dynamo("GetItem"),
    gbSeconds: busySeconds * functionGb,
  };
  const usd = costOf(perObject);
  const figure = (value: number) => value.toFixed(2);
  console.log(
    [
      `${sent.objects} objects, ${(sent.bytes / 1e6).toFixed(1)} MB, ${sent.records} records in ${figure(seconds)} s by ${workers} functions`,
      `${Math.round(sent.records / seconds)} records and ${figure(sent.objects / seconds)} objects a second; ${(busySeconds * 1_000).toFixed(1)} ms a function and object`,
      `memory of a function at most ${Math.round(Math.max(...peaks) / 1e6)} MB`,
      `an object: ${figure(perObject.gets)} GET, ${figure(perObject.puts)} PUT, ${figure(dynamo("TransactWriteItems"))} transactions, ${figure(dynamo("GetItem"))} GetItem`,
      `cost: ${(usd * 1e6).toFixed(2)} USD a million objects, ${((usd / (sent.records / sent.objects)) * 1e6).toFixed(2)} USD a million records`,
    ].join("\n"),
  );
}
