import { TrailkeepError } from "../error.ts";
import { didYouMean } from "../query/near.ts";
import type { Engine } from "./types.ts";

/** The engines of a service by name, one for each store. */
export class Engines {
  /** In the order in which equals are preferred. */
  readonly all: readonly Engine[];
  readonly #byName: ReadonlyMap<string, Engine>;

  constructor(all: readonly Engine[]) {
    this.all = all;
    this.#byName = new Map(this.all.map((engine) => [engine.name, engine]));
  }

  /** The engine of that name; null for `auto`. Throws invalid-request. */
  named(name: string): Engine | null {
    if (name === "auto") return null;
    const engine = this.#byName.get(name);
    if (engine !== undefined) return engine;
    const known = [...this.#byName.keys()];
    throw new TrailkeepError("invalid-request", {
      message: `unknown engine \`${name}\``,
      at: "/engine",
      hint: didYouMean(name, ["auto", ...known]) ?? `there are auto, ${known.join(", ")}`,
    });
  }

  async close(): Promise<void> {
    await Promise.all(this.all.map((engine) => engine.close()));
  }
}
