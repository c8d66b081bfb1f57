import { OpenAPIHono } from "@hono/zod-openapi";
import type { QueryService } from "@trailkeep/core/engine";
import type { RetentionPlace } from "@trailkeep/core/stores";
import type { MiddlewareHandler } from "hono";
import { etag } from "hono/etag";
import { methodNotAllowed } from "hono/method-not-allowed";
import { requestId } from "hono/request-id";
import { secureHeaders } from "hono/secure-headers";
import { limitBody } from "./body.ts";
import type { ApiEnv } from "./env.ts";
import { guardLoopback } from "./guard.ts";
import type { ReadLedger } from "./ledger.ts";
import type { Log } from "./log.ts";
import { problemHandler, refuseInvalid, unknownRoute, wrongMethod } from "./problem.ts";
import { type ReplyLimits, serverLimits } from "./reply-size.ts";
import type { RetentionOf } from "./retention-of.ts";
import { auditRoutes } from "./routes/audit.ts";
import { catalogRoutes } from "./routes/catalog.ts";
import { coverageRoutes } from "./routes/coverage.ts";
import { healthRoutes } from "./routes/health.ts";
import { holdRoutes } from "./routes/holds.ts";
import { homeRoutes } from "./routes/home.ts";
import { ingestRoutes, type ReadStore } from "./routes/ingest.ts";
import { integrityRoutes, type ReadIntegrity } from "./routes/integrity.ts";
import { ledgerRoutes } from "./routes/ledger.ts";
import { queryRoutes } from "./routes/queries.ts";
import { referenceRoutes } from "./routes/reference.ts";
import { retentionRoutes } from "./routes/retention.ts";
import { rowRoutes } from "./routes/rows.ts";
import { queryComponents } from "./schema/query.ts";
import { retentionComponents } from "./schema/retention.ts";
import { version } from "./version.ts";

export interface AppDependencies {
  readonly queries: QueryService;
  readonly store: ReadStore & ReadIntegrity;
  readonly ledger: ReadLedger;
  readonly retention: RetentionOf;
  /** The accounts and Regions whose retention is kept; none if left out, and null where retention itself knows them. */
  readonly places?: readonly RetentionPlace[] | null | undefined;
  readonly log: Log;
  /** Throws when the service cannot answer. */
  readonly checkHealth: () => void;
  /** The `Host` values to answer for; null where the door in front checks them. */
  readonly hosts: (() => ReadonlySet<string>) | null;
  /** Default 1 MiB. */
  readonly maxBodyBytes?: number | undefined;
  /** What the door in front allows a reply; nothing limits it if left out. */
  readonly replies?: ReplyLimits | undefined;
}

/** The whole service as one fetch handler. */
export function createApp(dependencies: AppDependencies): OpenAPIHono<ApiEnv> {
  const app = new OpenAPIHono<ApiEnv>({ defaultHook: refuseInvalid });
  app.onError(problemHandler(dependencies.log));
  app.notFound(unknownRoute);
  useMiddlewares(app, dependencies);
  useRoutes(app, dependencies);
  return app;
}

function useMiddlewares(app: OpenAPIHono<ApiEnv>, { log, hosts, maxBodyBytes = 1_048_576 }: AppDependencies): void {
  app.use(requestId(), logRequest(log), closedPages());
  if (hosts !== null) app.use(guardLoopback(hosts));
  app.use(methodNotAllowed({ app, onMethodNotAllowed: wrongMethod }));
  app.use("/v1/*", limitBody(maxBodyBytes), uncached("no-store"));
  for (const path of ["/v1/catalog", "/v1/catalog/*", "/openapi.json", "/docs", "/docs/*"]) {
    app.use(path, etag(), uncached("no-cache"));
  }
}

function useRoutes(app: OpenAPIHono<ApiEnv>, dependencies: AppDependencies): void {
  const { queries, store, ledger, retention, places = [], log, checkHealth, replies = serverLimits } = dependencies;
  queryRoutes(app, queries, { log, replies });
  rowRoutes(app, queries, { log, replies });
  catalogRoutes(app);
  coverageRoutes(app, queries);
  ingestRoutes(app, store);
  ledgerRoutes(app, ledger);
  retentionRoutes(app, retention);
  holdRoutes(app, retention);
  auditRoutes(app, retention, places);
  integrityRoutes(app, store);
  healthRoutes(app, checkHealth);
  homeRoutes(app);
  referenceRoutes(app);
  documentRoute(app);
}

function documentRoute(app: OpenAPIHono<ApiEnv>): void {
  for (const [name, schema] of Object.entries({ ...queryComponents(), ...retentionComponents() })) {
    app.openAPIRegistry.registerComponent("schemas", name, schema);
  }
  const document = app.getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: "Trailkeep",
      version,
      description:
        "Typed audit queries over CloudTrail and S3 access logs. Every error is a problem document (RFC 9457).",
      license: { name: "Apache-2.0" },
    },
    servers: [{ url: "/" }],
    tags: [
      { name: "queries", description: "Ask, wait, page, stop." },
      { name: "catalog", description: "What can be asked." },
      { name: "coverage", description: "What is held where." },
      { name: "ingest", description: "What was taken in, and what could not be read." },
      { name: "retention", description: "How long records are kept, by which rules, and the proof." },
      { name: "integrity", description: "What CloudTrail's signed digests say of the log files." },
      { name: "service", description: "The service itself." },
    ],
  });
  app.get("/openapi.json", (c) => c.json(document));
}

/** Nothing may frame, sniff or embed a reply, and a page may load only what comes from here. */
function closedPages(): MiddlewareHandler {
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", "data:"],
      connectSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'none'"],
      frameAncestors: ["'none'"],
    },
    xFrameOptions: "DENY",
    // Nothing here is served over TLS, and the rest speaks of browsers that are gone.
    strictTransportSecurity: false,
    xDnsPrefetchControl: false,
    xDownloadOptions: false,
    xPermittedCrossDomainPolicies: false,
    xXssProtection: false,
  });
}

/** Says how long a reply may be kept, unless the route has said so. */
function uncached(cacheControl: "no-store" | "no-cache"): MiddlewareHandler {
  return async (c, next) => {
    await next();
    if (!c.res.headers.has("Cache-Control")) c.res.headers.set("Cache-Control", cacheControl);
  };
}

function logRequest(log: Log): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const startMs = performance.now();
    await next();
    const elapsedMs = Math.round((performance.now() - startMs) * 10) / 10;
    const { method, path } = c.req;
    log({
      level: "info",
      message: "request",
      requestId: c.get("requestId"),
      method,
      path,
      status: c.res.status,
      elapsedMs,
    });
  };
}
