import { TrailkeepError } from "@trailkeep/core/error";
import type { MiddlewareHandler } from "hono";
import { HttpError } from "./http-error.ts";

/** The names under which a service on loopback may be asked for, as a `Host` header writes them. */
export function loopbackHosts(port: number): ReadonlySet<string> {
  const names = ["127.0.0.1", "localhost", "[::1]"];
  return new Set(
    port === 80 ? [...names, ...names.map((name) => `${name}:80`)] : names.map((name) => `${name}:${port}`),
  );
}

/**
 * Keeps web pages out while there is no authentication. A page that rebinds its own name to 127.0.0.1 sends its own name
 * as `Host` (https://datatracker.ietf.org/doc/html/rfc9110#section-7.2); a page of another origin sends an `Origin` or
 * `Sec-Fetch-Site` (https://www.w3.org/TR/fetch-metadata/). Programs such as curl send neither of the last two.
 */
export function guardLoopback(hosts: () => ReadonlySet<string>): MiddlewareHandler {
  return async (c, next) => {
    const own = hosts();
    checkHost(c.req.header("host"), new URL(c.req.url).host, own);
    checkOrigin(c.req.header("origin"), own);
    checkFetchSite(c.req.header("sec-fetch-site"));
    await next();
  };
}

/** The request line may name a host of its own (absolute form); both must be ours. */
function checkHost(header: string | undefined, target: string, own: ReadonlySet<string>): void {
  if (header !== undefined && own.has(header.toLowerCase()) && own.has(target.toLowerCase())) return;
  const message = `this service does not answer for the host ${JSON.stringify(header ?? "")}`;
  throw new HttpError("misdirected", { message, hint: `ask for ${[...own].join(" or ")}` });
}

function checkOrigin(origin: string | undefined, own: ReadonlySet<string>): void {
  if (origin === undefined) return;
  for (const host of own) if (origin.toLowerCase() === `http://${host}`) return;
  throw forbidden(`a page of the origin ${JSON.stringify(origin)} may not use this service`);
}

function checkFetchSite(site: string | undefined): void {
  if (site === undefined || site === "none" || site === "same-origin") return;
  throw forbidden("a page of another site may not use this service");
}

function forbidden(message: string): TrailkeepError {
  const hint = "there is no authentication yet, so only this service's own pages and local programs are let in";
  return new TrailkeepError("forbidden", { message, hint });
}
