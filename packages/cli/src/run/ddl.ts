import { isSourceName, sourceNames } from "@trailkeep/core/catalog";
import { tableDdl, tabledSource } from "@trailkeep/core/ddl";
import { TrailkeepError } from "@trailkeep/core/error";
import { exitCodes } from "../exit.ts";
import type { Io } from "../io.ts";
import { type DdlFlags, ddlOptions, writeStatements } from "./ddl-written.ts";

/** `trailkeep ddl`: writes the statements that make a source's tables. */
export async function runDdl(name: string, flags: DdlFlags, io: Io): Promise<number> {
  if (!isSourceName(name)) {
    const hint = `there are ${sourceNames.join(", ")}`;
    throw new TrailkeepError("not-found", { message: `there is no source ${JSON.stringify(name)}`, hint });
  }
  const source = tabledSource(name);
  if (flags.store !== undefined) {
    const { runDeclaredDdl } = await import("./ddl-store.ts");
    return runDeclaredDdl(source, { ...flags, store: flags.store }, io);
  }
  if (flags.create === true) {
    const hint = "`--store NAME` says where: region, workgroup, database and names";
    throw new TrailkeepError("invalid-request", { message: "`--create` needs a store", hint });
  }
  const { shape } = flags;
  const statements = tableDdl(source, shape, ddlOptions(flags));
  await writeStatements({ source, shape, statements }, flags.json === true, io);
  return exitCodes.done;
}
