import { isSourceName, sourceNames } from "@trailkeep/core/catalog";
import { type TableShape, tableDdl } from "@trailkeep/core/ddl";
import { TrailkeepError } from "@trailkeep/core/error";
import { exitCodes } from "../exit.ts";
import type { Io } from "../io.ts";
import { jsonText } from "../output/visible.ts";

export interface DdlFlags {
  readonly shape: TableShape;
  readonly database: string;
  readonly table?: string | undefined;
  readonly location: string;
  readonly from: string;
  readonly account: readonly string[];
  readonly region: readonly string[];
  readonly organization?: string | undefined;
  readonly simplePrefix?: true | undefined;
  readonly json?: true | undefined;
}

/** `trailkeep ddl`: writes the statements that make a source's tables. */
export async function runDdl(source: string, flags: DdlFlags, io: Io): Promise<number> {
  if (!isSourceName(source)) {
    const hint = `there are ${sourceNames.join(", ")}`;
    throw new TrailkeepError("not-found", { message: `there is no source ${JSON.stringify(source)}`, hint });
  }
  const { shape, account, region, ...options } = flags;
  const statements = tableDdl(source, shape, { ...options, accounts: account, regions: region });
  if (flags.json) await io.write(`${jsonText({ source, shape, statements })}\n`);
  else await io.write(statements.map((statement) => `${statement};\n`).join("\n"));
  return exitCodes.done;
}
