import { createServer, type Server } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { logsService } from "../aws/logs/service.ts";
import { counted, declared, load, startMs } from "./insights-events.ts";
import { accessKeyId, openRemote } from "./open.ts";

/** A store in another account: its role is assumed with the external id, and its session asks. */

const roleArn = "arn:aws:iam::999988887777:role/AuditReader";
const session = `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>
  <AccessKeyId>ASIATEMPORARY</AccessKeyId><SecretAccessKey>secret</SecretAccessKey><SessionToken>token</SessionToken>
  <Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`;

let sts: Server;
const asked: URLSearchParams[] = [];
beforeAll(async () => {
  sts = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    asked.push(new URLSearchParams(Buffer.concat(chunks).toString()));
    response.writeHead(200, { "content-type": "text/xml" }).end(session);
  });
  await new Promise<void>((resolve) => sts.listen(0, "127.0.0.1", resolve));
  const address = sts.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  process.env["AWS_ENDPOINT_URL_STS"] = `http://127.0.0.1:${address.port}`;
});
afterAll(() => {
  delete process.env["AWS_ENDPOINT_URL_STS"];
  sts.close();
});

test("the role is assumed once, and its session is what the store is asked with", async () => {
  const logs = logsService({ now: () => startMs + 86_400_000 });
  load(logs, 6);
  const role = { ...declared, assumeRole: { roleArn, externalId: "trail-keep", sessionName: "audit" } };
  const opened = await openRemote({ services: [logs.service], nowMs: startMs + 86_400_000, declared: role });
  // The key of the environment may not ask the store: only the role's session may.
  opened.endpoint.credentials.deny(accessKeyId);
  expect((await opened.answer(counted)).rows).toHaveLength(3);
  await opened.answer(counted);
  expect(asked.map((query) => [query.get("RoleArn"), query.get("ExternalId"), query.get("RoleSessionName")])).toEqual([
    [roleArn, "trail-keep", "audit"],
  ]);
  opened.endpoint.credentials.expire("ASIATEMPORARY");
  expect(await opened.failureOf(counted)).toMatch(/^credentials: /);
  await opened.close();
});
