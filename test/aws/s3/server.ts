import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { Calls } from "../calls.ts";
import { Credentials } from "../credentials.ts";
import { Faults } from "../faults.ts";
import { onLoopback } from "../loopback.ts";
import { AwsError } from "../service.ts";
import { S3Error } from "./error.ts";
import { S3Objects } from "./objects.ts";
import { operations, type S3Reply } from "./operations.ts";
import { authorizationOf, bodyOf, checkOwner, readCall } from "./request.ts";
import { settingOperations } from "./settings/operations.ts";
import { Settings } from "./settings/settings.ts";
import { xml } from "./xml.ts";

/** A local S3 over a folder. Faults and calls go by the target `S3` and the operation's name, as `PutObject`. */
export interface S3Endpoint {
  readonly url: string;
  readonly objects: S3Objects;
  readonly settings: Settings;
  readonly faults: Faults;
  readonly credentials: Credentials;
  readonly calls: Calls;
  close(): Promise<void>;
}

export interface S3Options {
  /** Buckets are the folders in it. */
  readonly folder: string;
  /** Made if they are not there. */
  readonly buckets?: readonly string[];
  /** The account that owns every bucket. */
  readonly owner?: string;
}

/**
 * Starts the endpoint on 127.0.0.1: GetObject (with ranges and conditions), HeadObject, PutObject and DeleteObject (with
 * conditions), DeleteObjects, ListObjectsV2 and HeadBucket, and what buckets are set to; path-style, signed in a header or in the query. Signatures are not computed.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html
 */
export async function startS3({ folder, buckets = [], owner = "111122223333" }: S3Options): Promise<S3Endpoint> {
  const objects = new S3Objects(folder);
  for (const bucket of buckets) objects.createBucket(bucket);
  const settings = new Settings();
  const [faults, credentials, calls] = [new Faults(), new Credentials(), new Calls()];

  function answered(call: ReturnType<typeof readCall>, body: Buffer): S3Reply {
    const { operation } = call;
    return isSetting(operation)
      ? settingOperations[operation](settings, call, body, objects)
      : operations[operation](objects, call, body);
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    const call = readCall(request);
    calls.add("S3", call.operation);
    const fault = faults.take({ target: "S3", operation: call.operation });
    if (fault?.kind === "delay") await sleep(fault.delayMs);
    if (fault?.kind === "drop" && fault.when === "before") return void request.socket.destroy();
    if (fault?.kind === "error") throw fault.error;
    credentials.check(authorizationOf(call), `s3:${call.operation}`);
    checkOwner(call, owner);
    if (settings.of(call.bucket).denied.includes(call.operation))
      throw new S3Error("AccessDenied", "Access Denied", 403);
    const reply = answered(call, body);
    if (fault?.kind === "drop") return void request.socket.destroy();
    send(response, reply);
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => sendError(request, response, error));
  });
  const url = await onLoopback(server);
  return {
    url,
    objects,
    settings,
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

function isSetting(operation: string): operation is keyof typeof settingOperations {
  return Object.hasOwn(settingOperations, operation);
}

/** What the JSON services call expired or unknown keys, S3 calls otherwise. */
const names: Readonly<Record<string, readonly [string, number]>> = {
  ExpiredTokenException: ["ExpiredToken", 400],
  UnrecognizedClientException: ["InvalidAccessKeyId", 403],
  AccessDeniedException: ["AccessDenied", 403],
  MissingAuthenticationTokenException: ["AccessDenied", 403],
  ThrottlingException: ["SlowDown", 503],
};

function sendError(request: IncomingMessage, response: ServerResponse, error: unknown): void {
  const { code, status, message } = asS3Error(error);
  const body = xml("Error", [
    ["Code", code],
    ["Message", message],
    ["Resource", request.url ?? ""],
  ]);
  const headers = { "content-type": "application/xml" };
  // The answer to HEAD has no body: its status is all that a client learns.
  send(response, request.method === "HEAD" ? { status, headers } : { status, headers, body });
}

/** An error that is none of AWS's is a fault of the endpoint: 500, with its text, so that a test shows it. */
function asS3Error(error: unknown): S3Error {
  if (error instanceof S3Error) return error;
  if (!(error instanceof AwsError)) return new S3Error("InternalError", String(error), 500);
  const [code, status] = names[error.code] ?? [error.code, error.status];
  return new S3Error(code, error.message, status);
}

function send(response: ServerResponse, { status, headers, body }: S3Reply): void {
  const id = randomUUID();
  const length = body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
  response.writeHead(status, { "x-amz-request-id": id, ...length, ...headers });
  response.end(body);
}
