import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { z } from "zod";

/** The one place where ingest makes clients of AWS. Region, credentials and endpoint are the SDK's own settings. */

export interface AwsSettings {
  /** How long a call may stand still before it counts as lost, milliseconds; 30 s if left out. */
  readonly idleTimeoutMs?: number | undefined;
  /** How often a call is tried, 5 times if left out. */
  readonly maxAttempts?: number | undefined;
  /** Where the services are, if not where the SDK's own settings say. */
  readonly endpoint?: string | undefined;
}

export function s3Client(settings: AwsSettings = {}): S3Client {
  return new S3Client(common(settings));
}

/** A client, and the service's clock: it is told with every answer. */
export interface Dynamo {
  readonly client: DynamoDBDocumentClient;
  readonly clock: ServiceClock;
}

export function dynamoClient(settings: AwsSettings = {}, now: () => number = Date.now): Dynamo {
  const client = new DynamoDBClient(common(settings));
  const clock = new ServiceClock(now);
  client.middlewareStack.add(
    (next) => async (args) => {
      const output = await next(args);
      clock.learn(output.response);
      return output;
    },
    { step: "deserialize", priority: "low", name: "learnClock" },
  );
  return { client: DynamoDBDocumentClient.from(client), clock };
}

function common({ idleTimeoutMs = 30_000, maxAttempts = 5, endpoint }: AwsSettings) {
  return {
    retryMode: "standard",
    maxAttempts,
    ...(endpoint === undefined ? {} : { endpoint }),
    requestHandler: {
      connectionTimeout: 5_000,
      socketTimeout: idleTimeoutMs,
      requestTimeout: idleTimeoutMs,
      throwOnRequestTimeout: true,
    },
  };
}

const dated = z.object({ headers: z.object({ date: z.string() }) });

/** What a clock and an answer's whole seconds may differ by without being wrong, milliseconds. */
const toleranceMs = 2_000;

/** The worker's clock, set right where the service's answers show that it is wrong: it may be so by hours. */
export class ServiceClock {
  readonly #now: () => number;
  #offsetMs = 0;
  #isKnown = false;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Whether the service has told the time yet. */
  get isKnown(): boolean {
    return this.#isKnown;
  }

  /** Epoch milliseconds. */
  nowMs(): number {
    return this.#now() + this.#offsetMs;
  }

  learn(response: unknown): void {
    const timeMs = Date.parse(dated.safeParse(response).data?.headers.date ?? "");
    if (Number.isNaN(timeMs)) return;
    this.#isKnown = true;
    if (Math.abs(timeMs - this.nowMs()) > toleranceMs) this.#offsetMs = timeMs - this.#now();
  }
}
