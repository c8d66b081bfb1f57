import type { Server } from "node:http";

/** Lets a server listen on a free port of 127.0.0.1: its URL. */
export async function onLoopback(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the endpoint has no port");
  return `http://127.0.0.1:${address.port}`;
}
