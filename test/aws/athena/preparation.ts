import { type TrinoClient, TrinoError } from "../../rigs/trino/client.ts";
import { AwsError } from "../service.ts";
import { tokensOf } from "../trino/tokens.ts";
import { withParameters } from "./parameters.ts";
import type { Start } from "./start.ts";
import { hasHeader, type StatementType, typeOfStatement } from "./statement.ts";

/** A statement that may be run. */
export interface Prepared {
  readonly type: StatementType;
  readonly header: boolean;
  /** Does what must be done before, and gives what Trino is to run. */
  readonly make: () => Promise<string>;
}

/** Makes Athena's statements into Trino's. */
export class Preparation {
  readonly #trino: TrinoClient;

  constructor(trino: TrinoClient) {
    this.#trino = trino;
  }

  /** @throws {AwsError} what Athena does not know, {@link TrinoError} where the grammar is broken */
  async prepare({ QueryString: statement, ExecutionParameters: parameters = [] }: Start): Promise<Prepared> {
    const type = typeOfStatement(statement);
    if (type === null) throw malformed(`mismatched input '${statement.trim().split(/\s/, 1)[0]}'`);
    const single = withoutSemicolon(statement);
    const text = withParameters(single, parameters);
    checkCatalogs(single);
    await checkGrammar(this.#trino, single);
    return { type, header: hasHeader(statement), make: async () => text };
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

/** Catalogs of Trino's that no Athena has. */
function checkCatalogs(statement: string): void {
  const tokens = tokensOf(statement);
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
