import type { Server } from "node:http";
import { type AddressInfo, isIPv6 } from "node:net";
import { TrailkeepError } from "@trailkeep/core/error";

/**
 * The address to bind for a host name that means this machine.
 * @throws TrailkeepError forbidden for any other
 */
export function loopbackAddress(host: string): string {
  if (host === "localhost") return "127.0.0.1";
  if (host === "127.0.0.1" || host === "::1") return host;
  const message = `the service cannot listen on ${JSON.stringify(host)}: authentication does not exist yet, and everyone who reaches it could read everything`;
  throw new TrailkeepError("forbidden", { message, hint: "leave the host out, or use 127.0.0.1, ::1 or localhost" });
}

/**
 * Binds a server; resolves to the port.
 * @throws TrailkeepError port-in-use
 */
export async function listen(server: Server, port: number, host: string): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(listenError(error, port)));
    server.listen(port, host, resolve);
  });
  return boundPort(server.address());
}

/** An address and a port as a URL has them. */
export function urlOf(host: string, port: number): string {
  return `http://${isIPv6(host) ? `[${host}]` : host}:${port}`;
}

/**
 * Takes no new requests and lets those under way end. After `graceMs` it calls `stopWork`, which is to bring them to
 * their end; what is still open a second after that is cut.
 */
export async function drain(server: Server, graceMs: number, stopWork: () => Promise<void>): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // A kept-alive connection that has had its reply is idle, and would hold the server open.
  const idle = setInterval(() => server.closeIdleConnections(), 25);
  let cut: NodeJS.Timeout | undefined;
  const grace = setTimeout(() => {
    const cutSoon = () => {
      cut = setTimeout(() => server.closeAllConnections(), 1_000);
    };
    stopWork().then(cutSoon, cutSoon);
  }, graceMs);
  await closed;
  clearInterval(idle);
  clearTimeout(grace);
  clearTimeout(cut);
}

function listenError(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code === "EADDRINUSE") {
    const hint = "stop the program that uses it, or choose another with --port or PORT";
    return new TrailkeepError("port-in-use", { message: `port ${port} is in use`, hint });
  }
  if (error.code === "EACCES") {
    const hint = "choose a port above 1023 with --port or PORT";
    return new TrailkeepError("port-in-use", { message: `this user may not listen on port ${port}`, hint });
  }
  return error;
}

function boundPort(address: AddressInfo | string | null): number {
  if (address === null || typeof address === "string") throw new Error("the server is not bound to a port");
  return address.port;
}
