import { afterAll, beforeAll, describe, test } from "vitest";
import { evaluate } from "../oracle/index.ts";
import { expectAgreement } from "../query/agreement.ts";
import { corpora, nowMs } from "../query/corpus/index.ts";
import { ask } from "./ask.ts";
import { openWorld, remoteStores, type World } from "./world.ts";

for (const { kind, rows, entries } of corpora) {
  describe(kind, () => {
    let world: World;
    beforeAll(async () => {
      world = await openWorld(rows, nowMs);
    });
    afterAll(() => world?.close());

    for (const engine of remoteStores) {
      describe(engine, () => {
        for (const { name, query, parameters } of entries) {
          test(name, async () => {
            const oracle = evaluate(query, world.records, nowMs, parameters);
            const answer = await ask(world.service, engine, query, parameters);
            if (answer.refused !== null) return void console.log(`REFUSED ${engine} ${name}: ${answer.refused}`);
            expectAgreement(query, answer, oracle);
          });
        }
      });
    }
  });
}
