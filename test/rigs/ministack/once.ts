import type { TestProject } from "vitest/node";
import { startMinistack } from "./server.ts";

declare module "vitest" {
  export interface ProvidedContext {
    readonly ministack: { readonly url: string };
  }
}

/** One ministack for all test files of a run. `TRAILKEEP_MINISTACK_URL` names one that runs already. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const url = process.env["TRAILKEEP_MINISTACK_URL"];
  if (url !== undefined) {
    project.provide("ministack", { url });
    return async () => undefined;
  }
  const ministack = await startMinistack();
  project.provide("ministack", { url: ministack.url });
  return ministack.close;
}
