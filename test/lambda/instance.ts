import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { z } from "zod";

const replySchema = z.object({
  statusCode: z.number(),
  headers: z.record(z.string(), z.string()).default({}),
  body: z.string(),
});

export interface LambdaReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** Bytes of what Lambda's runtime would hand on. */
  readonly payloadBytes: number;
}

export interface LambdaAsk {
  readonly method?: string;
  readonly path: string;
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Reads an event a line, and answers with what the handler answered, a line each, as Lambda's runtime calls it. */
const runtime = `
import { createInterface } from "node:readline";
const { handler } = await import(process.argv[1]);
for await (const line of createInterface({ input: process.stdin })) {
  const reply = await handler(JSON.parse(line), { awsRequestId: "id", callbackWaitsForEmptyEventLoop: false });
  process.stdout.write(JSON.stringify(reply) + "\\n");
}`;

/** A process of its own that runs a bundled handler: one instance of the function. */
export class LambdaInstance {
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;
  readonly #errors: Buffer[] = [];

  constructor(bundle: string, env: Readonly<Record<string, string>>) {
    const { PATH = "", HOME = "" } = process.env;
    this.#child = spawn(process.execPath, ["--input-type=module", "-e", runtime, bundle], {
      env: { PATH, HOME, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true", ...env },
    });
    const { stdout, stderr } = this.#child;
    if (stdout === null || stderr === null) throw new Error("the instance has no streams");
    stderr.on("data", (chunk: Buffer) => this.#errors.push(chunk));
    this.#lines = createInterface({ input: stdout })[Symbol.asyncIterator]();
  }

  /** Everything that the instance has written to its log. */
  get log(): string {
    return Buffer.concat(this.#errors).toString();
  }

  async ask(ask: LambdaAsk): Promise<LambdaReply> {
    this.#child.stdin?.write(`${JSON.stringify(eventOf(ask))}\n`);
    const { value, done } = await this.#lines.next();
    if (done === true) throw new Error(`the instance has ended: ${this.log}`);
    const { statusCode, headers, body } = replySchema.parse(JSON.parse(value));
    return { status: statusCode, headers, text: body, payloadBytes: Buffer.byteLength(value) };
  }

  close(): void {
    this.#child.kill();
  }
}

/** API Gateway's event, payload format 2.0: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html */
function eventOf({ method = "GET", path, query = "", headers = {}, body }: LambdaAsk): object {
  const domainName = "abcdefghij.execute-api.eu-west-1.amazonaws.com";
  return {
    version: "2.0",
    routeKey: "$default",
    rawPath: path,
    rawQueryString: query,
    headers: { host: domainName, "content-type": "application/json", ...headers },
    requestContext: {
      accountId: "111122223333",
      domainName,
      stage: "$default",
      http: { method, path, protocol: "HTTP/1.1", sourceIp: "192.0.2.1", userAgent: "test" },
      requestId: "id",
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    isBase64Encoded: false,
  };
}
