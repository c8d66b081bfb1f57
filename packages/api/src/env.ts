import type { HttpBindings } from "@hono/node-server";
import type { RequestIdVariables } from "hono/request-id";

/** What the middlewares leave for the routes, and, under Node's own server, the connection. */
export interface ApiEnv {
  Variables: RequestIdVariables;
  Bindings: Partial<HttpBindings>;
}
