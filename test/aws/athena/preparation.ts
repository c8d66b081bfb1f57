import { type TrinoClient, TrinoError } from "../../rigs/trino/client.ts";
import { AwsError } from "../service.ts";
import { nameOf, type Token, tokensOf } from "../trino/tokens.ts";
import type { Ddl, Deed } from "./ddl/ddl.ts";
import { DdlError } from "./ddl/words.ts";
import { withParameters } from "./parameters.ts";
import type { Start } from "./start.ts";
import { hasHeader, type StatementType, typeOfStatement } from "./statement.ts";

/** A statement that may be run. */
export interface Prepared {
  readonly type: StatementType;
  readonly header: boolean;
  /** Does what must be done before, and gives what Trino is to run; null if that was all. */
  readonly make: () => Promise<string | null>;
}

/** Makes Athena's statements into Trino's. */
export class Preparation {
  readonly #trino: TrinoClient;
  readonly #ddl: Ddl;

  constructor(trino: TrinoClient, ddl: Ddl) {
    this.#trino = trino;
    this.#ddl = ddl;
  }

  /** @throws {AwsError} what Athena does not know, {@link TrinoError} where the grammar is broken */
  async prepare(start: Start): Promise<Prepared> {
    const { QueryString: statement, ExecutionParameters: parameters = [] } = start;
    const type = typeOfStatement(statement);
    if (type === null) throw malformed(`mismatched input '${statement.trim().split(/\s/, 1)[0]}'`);
    const deed = type === "DDL" ? this.#deed(start) : null;
    if (deed !== null) return { type, header: false, make: () => deed().then(() => null) };
    const single = withoutSemicolon(statement);
    const tokens = tokensOf(single);
    const text = withParameters(rowByRow(single, tokens), parameters);
    checkCatalogs(tokens);
    await checkGrammar(this.#trino, single);
    const names = new Set(tokens.map((token) => nameOf(token).toLowerCase()));
    const make = async () => {
      this.#ddl.tables.refresh(names);
      return text;
    };
    return { type, header: hasHeader(statement), make };
  }

  #deed({ QueryString: statement, QueryExecutionContext: context }: Start): Deed | null {
    try {
      return this.#ddl.read(statement, context?.Database?.toLowerCase() ?? "default");
    } catch (error) {
      if (error instanceof DdlError) throw malformed(error.message);
      throw error;
    }
  }
}

/** Athena takes one statement, and one semicolon behind it. */
function withoutSemicolon(statement: string): string {
  const tokens = tokensOf(statement);
  const semicolon = tokens.find(({ key }) => key === ";");
  if (semicolon === undefined) return statement;
  if (semicolon !== tokens.at(-1)) throw malformed("Only one sql statement is allowed.");
  return statement.slice(0, semicolon.start);
}

/**
 * Athena's DELETE hides rows by position deletes, where Trino's drops whole files when a partition goes.
 * @see https://docs.aws.amazon.com/athena/latest/ug/querying-iceberg-updating-iceberg-table-data.html
 */
function rowByRow(statement: string, tokens: readonly Token[]): string {
  const where = tokens.find(({ key }) => key === "WHERE");
  if (tokens[0]?.key !== "DELETE" || where === undefined) return statement;
  const at = where.start + where.text.length;
  return `${statement.slice(0, at)} (${statement.slice(at)}) AND rand() >= 0`;
}

/** Catalogs of Trino's that no Athena has. */
function checkCatalogs(tokens: readonly Token[]): void {
  const foreign = tokens.find(
    ({ text }, index) =>
      /^"?(system|memory|iceberg)"?$/i.test(text) && tokens[index + 1]?.key === "." && tokens[index + 3]?.key === ".",
  );
  if (foreign !== undefined) throw malformed(`Catalog '${foreign.text}' does not exist`);
}

/** Preparing a statement parses it and looks up no name. */
async function checkGrammar(trino: TrinoClient, statement: string): Promise<void> {
  try {
    await trino.query(`EXPLAIN (TYPE VALIDATE) ${statement}`, { catalog: "awsdatacatalog", schema: "default" });
  } catch (error) {
    if (
      error instanceof TrinoError &&
      error.code === "SYNTAX_ERROR" &&
      /mismatched input|extraneous/.test(error.message)
    )
      throw error;
    if (!(error instanceof TrinoError)) throw error;
  }
}

function malformed(message: string): AwsError {
  return new AwsError("InvalidRequestException", message, 400, { AthenaErrorCode: "MALFORMED_QUERY" });
}
