import type { KeptSourceName } from "../../catalog/index.ts";
import { compileDuckdb } from "../../dialect/duckdb.ts";
import type { Statement } from "../../dialect/statement.ts";
import { TrailkeepError } from "../../error.ts";
import { type Plan, readsOf, type Scan } from "../../query/plan.ts";
import { type FetchedConfig, type Holds, holdsOf } from "../../stores/schema.ts";
import { LocalEngine } from "../local/engine.ts";
import { coverageOf } from "../remote/coverage.ts";
import { storeFailure } from "../remote/failure.ts";
import type {
  Capabilities,
  Coverage,
  Engine,
  Estimate,
  Inspection,
  PrepareOptions,
  QueryHandle,
  StartOptions,
} from "../types.ts";
import type { FetchedFiles } from "./files.ts";

export interface FetchedOptions {
  readonly name: string;
  readonly config: FetchedConfig;
  readonly files: FetchedFiles;
  readonly now: () => number;
  /** Lets go of the clients. */
  readonly close: () => Promise<void>;
}

/** The embedded engine over the fresh files of a store on S3, which it fetches into a bounded cache before a query runs. */
export class FetchedEngine extends LocalEngine implements Engine {
  override readonly capabilities: Capabilities;
  readonly #options: FetchedOptions;
  readonly #holds: ReadonlyMap<KeptSourceName, Holds | undefined>;

  constructor(options: FetchedOptions) {
    const { name, config, files } = options;
    super({ name, store: files, maxRunning: config.maxRunning });
    this.#options = options;
    this.#holds = holdsOf(config);
    this.capabilities = { mayRepeat: config.mayRepeat, distinctRecords: false, costs: true, delivers: false };
  }

  override holds(source: KeptSourceName): boolean {
    return this.#holds.has(source);
  }

  override async coverage(source: KeptSourceName): Promise<Coverage> {
    return coverageOf(this.#holds.get(source), this.#options.now());
  }

  override async inspect(source: KeptSourceName): Promise<Inspection> {
    const { files } = this.#options;
    await this.#told(() => files.list([source]));
    return { days: null, sizeBytes: files.size([source]).bytes, quarantined: null, parts: [] };
  }

  override async arrivals(): Promise<null> {
    return null;
  }

  /** Looks which files there are: what cannot be fetched is refused here. */
  override async prepare(plan: Plan, { distinctRecords }: PrepareOptions): Promise<Statement> {
    if (distinctRecords) throw new TrailkeepError("capability", `\`${this.name}\` cannot leave repeats out`);
    const statement = compileDuckdb(plan);
    await this.#told(() => this.#options.files.list(sourcesIn(readsOf(plan))));
    return statement;
  }

  override async estimate({ scans }: Statement): Promise<Estimate> {
    const { bytes, files } = this.#options.files.size(sourcesIn(scans));
    return { scannedBytes: bytes, files, usd: 0, basis: "bound" };
  }

  override async start(statement: Statement, options: StartOptions = {}): Promise<QueryHandle> {
    await this.#told(() => this.#options.files.bring(sourcesIn(statement.scans)));
    return super.start(statement, options);
  }

  override async close(): Promise<void> {
    await super.close();
    await this.#options.close();
  }

  async #told<T>(ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      throw storeFailure(error, this.name);
    }
  }
}

function sourcesIn(scans: readonly Scan[]): readonly KeptSourceName[] {
  return [...new Set(scans.map(({ source }) => source))];
}
