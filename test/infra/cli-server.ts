import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join, parse } from "node:path";
import { json } from "node:stream/consumers";
import { z } from "zod";
import type { Platform } from "./bundle.ts";

type Answers = Readonly<Record<string, (input: unknown) => unknown>>;

const call = z.object({ method: z.string(), params: z.array(z.unknown()) });
const buildInput = z.object({
  functionID: z.string(),
  handler: z.string(),
  links: z.record(z.string(), z.unknown()).optional(),
});

/** A function as the program asked for it: its handler, and what it is linked to. */
export interface Build {
  readonly handler: string;
  readonly links: Readonly<Record<string, unknown>>;
}

/** What the SST command line answers while it runs a program. `builds` collects the functions asked for. */
export function cliAnswers(platform: Platform, builds: Build[]): Answers {
  return {
    "Provider.Aws.Bootstrap": () => ({
      asset: "sst-asset-test",
      assetEcrRegistryId: "123456789012",
      assetEcrUrl: "ecr.test/sst-asset",
      state: "sst-state-test",
    }),
    "Runtime.Build": (input) => {
      const { functionID, handler, links = {} } = buildInput.parse(input);
      builds.push({ handler, links });
      return build(platform, functionID, handler);
    },
  };
}

/** In place of a bundle, an empty module; a handler that does not exist is an error, as in a deployment. */
function build({ root, work }: Platform, functionID: string, handler: string): object {
  const { dir, name, ext } = parse(handler);
  const source = join(root, dir, `${name}.ts`);
  if (!existsSync(source)) return failed(`there is no ${dir}/${name}.ts for handler ${handler}`);
  const exported = new RegExp(`^export (const|function|async function) ${ext.slice(1)}\\b`, "m");
  if (!exported.test(readFileSync(source, "utf8"))) return failed(`${dir}/${name}.ts exports no ${ext.slice(1)}`);
  const out = join(work, "artifacts", `${functionID}-src`);
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, `${name}.mjs`), "export {};\n");
  return { handler: `${name}${ext}`, out, errors: [], sourcemaps: [] };
}

function failed(error: string): object {
  return { handler: "", out: "", errors: [error], sourcemaps: [] };
}

/** Serves the answers over loopback, in the form of Go's JSON-RPC, which the platform speaks. */
export async function serve(answers: Answers): Promise<{ url: string; close: () => void }> {
  const server = createServer((request, response) => {
    reply(request).then(
      (result) => response.end(JSON.stringify({ result })),
      (error: unknown) => response.end(JSON.stringify({ error: String(error) })),
    );
  });
  const reply = async (request: NodeJS.ReadableStream): Promise<unknown> => {
    const { method, params } = call.parse(await json(request));
    const answer = answers[method];
    if (answer === undefined) throw new Error(`the command line's ${method} is not known here`);
    return answer(params[0]);
  };
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return { url: `http://127.0.0.1:${address.port}`, close: () => void server.close() };
}
