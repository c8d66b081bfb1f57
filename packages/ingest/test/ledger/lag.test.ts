import fc from "fast-check";
import { expect, it } from "vitest";
import { lagPercentile, lagStep } from "../../src/ledger/lag.ts";

it("tells a percentile within a quarter, of lags from a second to days", () => {
  const lag = fc.integer({ min: 1_001, max: 3 * 86_400_000 });
  fc.assert(
    fc.property(
      fc.array(lag, { minLength: 1, maxLength: 50 }),
      fc.double({ min: 0.01, max: 1, noNaN: true }),
      (lags, part) => {
        const steps = new Map<number, number>();
        for (const one of lags) steps.set(lagStep(one), (steps.get(lagStep(one)) ?? 0) + 1);
        const exact = [...lags].sort((a, b) => a - b)[Math.ceil(lags.length * part) - 1] ?? 0;
        const told = lagPercentile(steps, part) ?? 0;
        // Told in whole milliseconds.
        expect(told + 1).toBeGreaterThanOrEqual(exact);
        expect(told).toBeLessThanOrEqual(exact * 1.25 + 1);
      },
    ),
  );
});

it("counts what is early or at once as a second, and tells nothing of nothing", () => {
  expect([lagStep(-5_000), lagStep(0), lagStep(1_000)]).toEqual([0, 0, 0]);
  expect(lagPercentile(new Map(), 0.5)).toBeNull();
  expect(lagPercentile(new Map([[0, 3]]), 0.99)).toBe(1000);
});
