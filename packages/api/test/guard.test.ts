import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Service } from "./support/service.ts";

let service: Service;
let port: string;
beforeAll(async () => {
  service = await Service.start({ filled: false });
  port = new URL(service.url).port;
});
afterAll(() => service.close());

const paths = ["/v1/ingest/status", "/v1/catalog", "/openapi.json", "/docs", "/", "/nothing"];

describe("421: a page that rebinds its name to 127.0.0.1 is not answered", () => {
  it.each(["rebound.example", "127.0.0.1.nip.io", "localhost.example", "localhost.", "192.0.2.1", "0.0.0.0"])(
    "Host %j",
    async (name) => {
      for (const path of paths) {
        const reply = await service.send(path, { headers: { host: `${name}:${port}` } });
        expect(reply.status).toBe(421);
        expect(JSON.parse(reply.text).code).toBe("misdirected");
      }
    },
  );

  it.each(["127.0.0.1", "localhost", "127.0.0.1:1", "[::1]:80"])("Host %j: the port is not ours", async (host) => {
    expect((await service.send("/v1/catalog", { headers: { host } })).status).toBe(421);
  });

  it("a request line with a host of its own", async () => {
    const reply = await raw(
      `GET http://rebound.example/v1/catalog HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\n\r\n`,
    );
    expect(reply).toMatch(/^HTTP\/1\.1 421 /);
    expect(reply).not.toContain("cloudtrail");
  });

  it("two Host headers", async () => {
    const reply = await raw(
      `GET /v1/catalog HTTP/1.1\r\nHost: rebound.example\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\n\r\n`,
    );
    expect(reply).toMatch(/^HTTP\/1\.1 4/);
    expect(reply).not.toContain("cloudtrail");
  });

  it("an empty Host", async () => {
    const reply = await raw("GET /v1/catalog HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n");
    expect(reply).toMatch(/^HTTP\/1\.1 4/);
    expect(reply).not.toContain("cloudtrail");
  });

  it("no Host at all", async () => {
    const reply = await raw("GET /v1/catalog HTTP/1.0\r\n\r\n");
    expect(reply).toMatch(/^HTTP\/1\.1 4/);
    expect(reply).not.toContain("cloudtrail");
  });
});

describe("403: a page of another origin is not answered", () => {
  it.each(["http://rebound.example", "https://127.0.0.1", "http://localhost:1", "null", "file://", ""])(
    "Origin %j",
    async (origin) => {
      for (const [method, path] of [
        ["GET", "/v1/catalog"],
        ["POST", "/v1/queries"],
        ["DELETE", "/v1/queries/x"],
      ] as const) {
        const headers = { origin, "content-type": "application/json" };
        const reply = await service.send(path, {
          method,
          headers,
          ...(method === "POST" ? { body: '{"from":"cloudtrail"}' } : {}),
        });
        expect(reply.status).toBe(403);
        expect(JSON.parse(reply.text).code).toBe("forbidden");
        expect(reply.headers["access-control-allow-origin"]).toBeUndefined();
      }
    },
  );

  it.each(["cross-site", "same-site"])("Sec-Fetch-Site %s", async (site) => {
    expect((await service.send("/v1/catalog", { headers: { "sec-fetch-site": site } })).status).toBe(403);
  });

  it("nor is it told in a preflight what it may do", async () => {
    const headers = { origin: "http://rebound.example", "access-control-request-method": "POST" };
    const reply = await service.send("/v1/queries", { method: "OPTIONS", headers });
    expect(reply.status).toBe(403);
    expect(Object.keys(reply.headers).filter((name) => name.startsWith("access-control"))).toEqual([]);
  });
});

describe("200: our own pages and local programs are answered", () => {
  it.each(["127.0.0.1", "localhost", "LOCALHOST", "[::1]"])("Host %s", async (name) => {
    const host = `${name}:${port}`;
    expect((await service.send("/v1/catalog", { headers: { host } })).status).toBe(200);
    const headers = { host, origin: `http://${host.toLowerCase()}`, "sec-fetch-site": "same-origin" };
    expect((await service.send("/v1/catalog", { headers })).status).toBe(200);
  });

  it("someone who types the address", async () => {
    expect(
      (await service.send("/", { headers: { "sec-fetch-site": "none", "sec-fetch-mode": "navigate" } })).status,
    ).toBe(200);
  });
});

describe("every reply", () => {
  it.each(paths)("%s can be neither sniffed, framed nor embedded", async (path) => {
    const { headers } = await service.send(path);
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(headers["cross-origin-resource-policy"]).toBe("same-origin");
    const policy = String(headers["content-security-policy"]);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
    expect(headers["x-request-id"]).toEqual(expect.any(String));
  });
});

/** The reply to bytes that no HTTP client would send. */
function raw(request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let reply = "";
    const socket = connect(Number(port), "127.0.0.1", () => socket.write(request));
    socket.on("data", (chunk) => (reply += chunk.toString("latin1")));
    socket.on("end", () => resolve(reply));
    socket.on("error", reject);
  });
}
