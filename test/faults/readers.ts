import { setTimeout as sleep } from "node:timers/promises";
import { localSourceNames } from "@trailkeep/core/catalog";
import { openQueryService, type QueryService } from "@trailkeep/core/engine";
import { Store } from "@trailkeep/core/store";
import { untilEnded } from "../until-ended.ts";

/** What a query tells of each input object: rows, different records, and a sum over the places of the rows. */
export type ByObject = ReadonlyMap<string, string>;

const aggregate = {
  n: { fn: "count" },
  records: { fn: "countDistinct", field: "recordId" },
  places: { fn: "sum", field: "inputPosition" },
};

/** One query over every source: the rows of each input object. */
const single = {
  union: localSourceNames.map((from) => ({ from, groupBy: ["inputObject"], aggregate })),
  limit: 10_000,
};

/** Each source is looked at twice in one query: two looks must see one state. */
const twice = {
  union: [...localSourceNames, ...localSourceNames].map((from) => ({ from, aggregate: { n: aggregate.n } })),
  limit: 100,
};

/** A service over a store that others write to, asking all the while. */
export class Reader {
  readonly #store: Store;
  readonly #service: QueryService;
  readonly #whole: ByObject | null;
  answers = 0;
  readonly states = new Set<number>();

  /** @param whole what is right for an object that is there; null while nobody knows */
  constructor(root: string, whole: ByObject | null) {
    this.#store = Store.open(root);
    this.#service = openQueryService({ store: this.#store, threads: 1 });
    this.#whole = whole;
  }

  /** Asks once; throws if an answer is none that any committed state could give. */
  async ask(): Promise<ByObject> {
    const rows = await this.#rows(single);
    const seen = new Map(rows.map(([uri, ...told]) => [String(uri), told.join(" ")]));
    for (const [uri, told] of seen) {
      if (this.#whole !== null && this.#whole.get(uri) !== told) {
        throw new Error(`${uri}: ${told}, and not ${this.#whole.get(uri)}`);
      }
    }
    const counts = (await this.#rows(twice)).map(([n]) => Number(n)).sort((a, b) => a - b);
    for (let place = 0; place < counts.length; place += 2) {
      if (counts[place] !== counts[place + 1]) throw new Error(`two looks at a source saw ${counts.join(", ")} rows`);
    }
    this.answers += 2;
    this.states.add(counts.reduce((sum, count) => sum + count, 0) / 2);
    return seen;
  }

  async #rows(query: object): Promise<readonly (readonly unknown[])[]> {
    const { id } = await this.#service.start(query, { pageSize: 10_000 });
    const { rows, error } = await untilEnded(this.#service, id);
    if (error !== null) throw new Error(`${error.code}: ${error.problems.map(({ message }) => message).join("; ")}`);
    return rows;
  }

  /** Asks until the work is done. */
  async during<T>(work: Promise<T>): Promise<T> {
    let done = false;
    const ended = work.finally(() => {
      done = true;
    });
    while (!done) {
      await this.ask();
      await sleep(20);
    }
    return ended;
  }

  async close(): Promise<void> {
    await this.#service.close();
    this.#store.close();
  }
}

/** Does work on a store while a reader asks; every reader's answers and states are added to the tally. */
export async function beside<T>(
  { root, whole, tally }: { root: string; whole: ByObject; tally: { answers: number; states: number } },
  work: () => Promise<T>,
): Promise<T> {
  const reader = new Reader(root, whole);
  try {
    return await reader.during(work());
  } finally {
    await reader.close();
    tally.answers += reader.answers;
    tally.states += reader.states.size;
  }
}
