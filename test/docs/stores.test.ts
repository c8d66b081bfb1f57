import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseStores } from "@trailkeep/core/stores";
import { expect, it } from "vitest";

it("docs/stores.md shows a file that is valid", () => {
  const page = readFileSync(resolve(import.meta.dirname, "../../docs/stores.md"), "utf8");
  const [, text = ""] = /```yaml\n([\s\S]*?)```/.exec(page) ?? [];
  expect(Object.keys(parseStores(text, "docs/stores.md").stores)).toEqual(["lake", "athena", "groups", "older"]);
});
