import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { Calls } from "./calls.ts";
import { Credentials } from "./credentials.ts";
import { Faults } from "./faults.ts";
import { onLoopback } from "./loopback.ts";
import { AwsError, type AwsService, type CallContext, type Operation } from "./service.ts";

/** A local stand-in for AWS: services of the JSON protocol behind one HTTP server on 127.0.0.1. */
export interface AwsEndpoint {
  readonly url: string;
  readonly faults: Faults;
  readonly credentials: Credentials;
  readonly calls: Calls;
  close(): Promise<void>;
}

export interface EndpointOptions {
  readonly services: readonly AwsService[];
  /** Calls signed for another region are refused; if left out, every region is served. */
  readonly region?: string;
}

/** Largest request body that AWS's JSON services take. */
const maxBodyBytes = 1_048_576;

/**
 * Starts the endpoint.
 * @see https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
 */
export async function startAwsEndpoint({ services, region }: EndpointOptions): Promise<AwsEndpoint> {
  const registry = new Map(services.map((service) => [service.target, service]));
  const [faults, credentials, calls] = [new Faults(), new Credentials(), new Calls()];

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    const { target, operation, run } = route(registry, request);
    calls.add(target, operation);
    const fault = faults.take({ target, operation });
    if (fault?.kind === "delay") await sleep(fault.delayMs);
    if (fault?.kind === "drop" && fault.when === "before") return void request.socket.destroy();
    if (fault?.kind === "error") throw fault.error;
    const context = credentials.check(request.headers.authorization, `${target}:${operation}`);
    checkRegion(context, region);
    const output = await run(body, context);
    if (fault?.kind === "drop") return void request.socket.destroy();
    send(response, 200, output ?? {});
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => sendError(response, error));
  });
  const url = await onLoopback(server);
  return {
    url,
    faults,
    credentials,
    calls,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Route {
  readonly target: string;
  readonly operation: string;
  readonly run: Operation;
}

function route(registry: ReadonlyMap<string, AwsService>, { headers, method, url }: IncomingMessage): Route {
  // Some SDKs write a namespace before the target.
  const [target = "", operation = ""] = String(headers["x-amz-target"] ?? "")
    .split(".")
    .slice(-2);
  const run = registry.get(target)?.operations[operation];
  if (method !== "POST" || url !== "/" || run === undefined) {
    throw new AwsError("UnknownOperationException", `There is no operation ${target}.${operation}`);
  }
  return { target, operation, run };
}

async function bodyOf(request: IncomingMessage): Promise<Readonly<Record<string, unknown>>> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    sizeBytes += bytes.length;
    if (sizeBytes > maxBodyBytes) throw new AwsError("RequestEntityTooLargeException", "Request too large", 413);
    chunks.push(bytes);
  }
  const value = parsed(Buffer.concat(chunks).toString() || "{}");
  if (!isObject(value)) throw new AwsError("SerializationException", "The body is no JSON object");
  return value;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new AwsError("SerializationException", "The body is not JSON");
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function checkRegion(context: CallContext, region: string | undefined): void {
  if (region === undefined || context.region === region) return;
  const message = `Credential should be scoped to a valid region, not '${context.region}'.`;
  throw new AwsError("InvalidSignatureException", message);
}

/** An error that is none of AWS's is a fault of the endpoint: 500, with its text, so that a test shows it. */
function sendError(response: ServerResponse, error: unknown): void {
  const known = error instanceof AwsError ? error : new AwsError("InternalFailure", String(error), 500);
  response.setHeader("x-amzn-errortype", known.code);
  send(response, known.status, { __type: known.code, message: known.message, ...known.members });
}

function send(response: ServerResponse, status: number, output: unknown): void {
  response.writeHead(status, { "content-type": "application/x-amz-json-1.1", "x-amzn-requestid": randomUUID() });
  response.end(JSON.stringify(output));
}
