import { Store } from "../../store/index.ts";
import type { LocalConfig } from "../../stores/schema.ts";
import type { Engine } from "../types.ts";
import { LocalEngine } from "./engine.ts";

/** The embedded engine over another folder; closing it closes the store too. */
export async function openLocal(name: string, { folder }: LocalConfig): Promise<Engine> {
  return new OwningEngine({ name, store: Store.open(folder) });
}

class OwningEngine extends LocalEngine {
  readonly #store: Store;

  constructor(options: { readonly name: string; readonly store: Store }) {
    super(options);
    this.#store = options.store;
  }

  override async close(): Promise<void> {
    await super.close();
    this.#store.close();
  }
}
