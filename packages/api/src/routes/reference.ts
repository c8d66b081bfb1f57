import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { OpenAPIHono } from "@hono/zod-openapi";
import { html } from "hono/html";
import type { ApiEnv } from "../env.ts";

/** Swagger UI as its Fastify plugin ships it: built, self-contained, without the telemetry that `swagger-ui-dist` installs. */
const assets = {
  "swagger-ui.css": "text/css; charset=utf-8",
  "swagger-ui-bundle.js": "text/javascript; charset=utf-8",
} as const;

const start = `SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#reference",
  deepLinking: true,
  validatorUrl: null,
  defaultModelsExpandDepth: 0,
  requestSnippetsEnabled: true,
});
`;

const referencePage = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Trailkeep: HTTP reference</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/docs/swagger-ui.css">
</head>
<body>
<div id="reference"><noscript>This page needs JavaScript; <a href="/openapi.json">openapi.json</a> holds the same.</noscript></div>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
`;

/** The reference page, with everything it loads; it works without a network. */
export function referenceRoutes(app: OpenAPIHono<ApiEnv>): void {
  app.get("/docs", (c) => c.html(referencePage));
  app.get("/docs/start.js", (c) => c.body(start, 200, { "Content-Type": "text/javascript; charset=utf-8" }));
  for (const [name, type] of Object.entries(assets)) {
    app.get(`/docs/${name}`, async (c) => c.body(await readAsset(name), 200, { "Content-Type": type }));
  }
}

async function readAsset(name: string): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await readFile(fileURLToPath(import.meta.resolve(`@fastify/swagger-ui/static/${name}`))));
}
