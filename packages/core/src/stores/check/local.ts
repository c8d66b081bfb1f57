import { keptSourceNames } from "../../catalog/index.ts";
import { Store } from "../../store/index.ts";
import type { LocalConfig } from "../schema.ts";

export async function checkLocal({ folder }: LocalConfig): Promise<readonly string[]> {
  const store = Store.open(folder);
  try {
    return keptSourceNames.map((source) => `${source}: ${store.summary(source).rows} records`);
  } finally {
    store.close();
  }
}
