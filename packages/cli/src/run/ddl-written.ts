import type { TableShape } from "@trailkeep/core/ddl";
import type { Io } from "../io.ts";
import { jsonText } from "../output/visible.ts";

export interface DdlFlags {
  readonly store?: string | undefined;
  readonly stores?: string | undefined;
  readonly create?: true | undefined;
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

/** What of the flags the statements are made from. */
export function ddlOptions({ account, region, database, table, location, from, organization, simplePrefix }: DdlFlags) {
  return { accounts: account, regions: region, database, table, location, from, organization, simplePrefix };
}

interface Written {
  readonly source: string;
  readonly shape: TableShape;
  readonly statements: readonly string[];
}

export async function writeStatements(written: Written, asJson: boolean, io: Io): Promise<void> {
  if (asJson) await io.write(`${jsonText(written)}\n`);
  else await io.write(written.statements.map((statement) => `${statement};\n`).join("\n"));
}
