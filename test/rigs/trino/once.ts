import type { TestProject } from "vitest/node";
import { startTrino } from "./server.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** The Trino of this run: its URL, and the folder that `local:///` means there. */
    readonly trino: { readonly url: string; readonly files: string };
  }
}

/**
 * One Trino for all test files of a run. `TRAILKEEP_TRINO_URL` and `TRAILKEEP_TRINO_FILES` name one that runs already:
 * then none is started, and it is left running.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { TRAILKEEP_TRINO_URL: url, TRAILKEEP_TRINO_FILES: files } = process.env;
  if (url !== undefined && files !== undefined) {
    project.provide("trino", { url, files });
    return async () => undefined;
  }
  const trino = await startTrino();
  project.provide("trino", { url: trino.url, files: trino.files });
  return trino.close;
}
