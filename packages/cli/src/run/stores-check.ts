import { describe } from "@trailkeep/core/error";
import { checkStores, readStores } from "@trailkeep/core/stores";
import { exitCodes } from "../exit.ts";
import type { Io } from "../io.ts";
import { type StoresFlags, storesFile } from "./stores-list.ts";

/** `trailkeep stores check`: whether all that is declared is there. Exit code 1 if something is not. */
export async function runStoresCheck({ stores }: StoresFlags, io: Io): Promise<number> {
  const checks = await checkStores(readStores(storesFile(stores)));
  for (const { store, found, failure } of checks) {
    await io.print(`${store}: ${failure === null ? "all there" : "not as declared"}`);
    await io.print(
      ...found.map((line) => `  ${line}`),
      ...(failure?.problems ?? []).map((one) => `  ${describe(one)}`),
    );
  }
  return checks.some(({ failure }) => failure !== null) ? exitCodes.failed : exitCodes.done;
}
