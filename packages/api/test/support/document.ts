import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { expect } from "vitest";
import type { Reply } from "./http.ts";

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

interface Operation {
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, unknown>> }>>;
}

/** Holds real replies against what the service's own OpenAPI document promises. */
export class Conformance {
  readonly document: Document;
  readonly #ajv: Ajv2020;
  /** `METHOD path status`, for each that was held against the document. */
  readonly seen = new Set<string>();

  constructor(text: string) {
    const document: Document = JSON.parse(text);
    this.document = document;
    this.#ajv = new Ajv2020({ strict: false, allErrors: true });
    addFormats.default(this.#ajv);
    this.#ajv.addSchema(document, "document");
  }

  check(method: string, pathname: string, reply: Reply): void {
    const path = this.#template(pathname);
    const operation = path === undefined ? undefined : this.document.paths[path]?.[method.toLowerCase()];
    // A method or path that the document does not know is answered all the same, by a problem.
    const [template, verb] = operation === undefined ? ["/v1/health", "get"] : [path ?? "", method.toLowerCase()];
    const responses = this.document.paths[template]?.[verb]?.responses ?? {};
    const status = String(reply.status) in responses ? String(reply.status) : "default";
    if (status === "default") expect(reply.status, "only problems are left to `default`").toBeGreaterThanOrEqual(400);
    const { content } = responses[status] ?? {};
    const type = (reply.headers["content-type"] ?? "").split(";")[0] ?? "";
    if (content === undefined) expect(reply.text).toBe("");
    else expect(Object.keys(content), `${method} ${pathname} ${status}`).toContain(type);
    if (/[/+]json$/.test(type)) this.#validate([template, verb, "responses", status, "content", type], reply.text);
    this.seen.add(`${verb.toUpperCase()} ${template} ${reply.status}`);
  }

  #validate(place: readonly string[], text: string): void {
    const pointer = place.map((part) => encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1"))).join("/");
    const validate = this.#ajv.compile({ $ref: `document#/paths/${pointer}/schema` });
    expect(validate(JSON.parse(text)), this.#ajv.errorsText(validate.errors)).toBe(true);
  }

  #template(pathname: string): string | undefined {
    const paths = Object.keys(this.document.paths);
    return paths.find((path) => path === pathname) ?? paths.find((path) => pattern(path).test(pathname));
  }
}

function pattern(path: string): RegExp {
  return new RegExp(`^${path.replaceAll(/\{[^}]+\}/g, "[^/]+")}$`);
}
