import type { OpenAPIHono } from "@hono/zod-openapi";
import { html } from "hono/html";
import type { ApiEnv } from "../env.ts";
import { firstCurl } from "../first-query.ts";

/** The page for someone who opens the service's address in a browser. */
export function homeRoutes(app: OpenAPIHono<ApiEnv>): void {
  app.get("/", (c) =>
    c.html(html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Trailkeep</title><link rel="icon" href="data:,"></head>
<body>
<h1>Trailkeep</h1>
<p>Who did what, to which object, from where: typed questions to CloudTrail and S3 access logs.</p>
<p>The reference is at <a href="/docs">/docs</a>, what can be asked at <a href="/v1/catalog">/v1/catalog</a>. To try it:</p>
<pre>${firstCurl(new URL(c.req.url).origin)}</pre>
</body>
</html>
`),
  );
}
