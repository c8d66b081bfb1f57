import type { Held } from "./service.ts";

/** How much of each thing may come to be held over the second half of a soak, as a share of what is held then, and beside it. */
const allowed = {
  heapBytes: { share: 0.05, beside: 4 * 1024 ** 2 },
  rssBytes: { share: 0.1, beside: 48 * 1024 ** 2 },
  handles: { share: 0, beside: 4 },
  resultFiles: { share: 0, beside: 2 },
  tempFiles: { share: 0, beside: 2 },
  stagingFiles: { share: 0, beside: 0 },
} as const satisfies Record<keyof Held, { readonly share: number; readonly beside: number }>;

export interface Trend {
  readonly name: string;
  readonly mean: number;
  /** By the straight line through the second half: its value at the end less that at the beginning. */
  readonly growth: number;
  readonly most: number;
  readonly grows: boolean;
}

/** The straight line (least squares) through the second half of what was measured, for each thing. */
export function trends(all: readonly (Held & { readonly atMs: number })[]): readonly Trend[] {
  const half = all.slice(Math.floor(all.length / 2));
  const names = ["heapBytes", "rssBytes", "handles", "resultFiles", "tempFiles", "stagingFiles"] as const;
  return names.map((name) => {
    const points = half.map((held): [number, number] => [held.atMs, held[name]]);
    const { mean, growth } = line(points);
    const most = allowed[name].share * mean + allowed[name].beside;
    return { name, mean, growth, most, grows: growth > most };
  });
}

function line(points: readonly (readonly [number, number])[]): { mean: number; growth: number } {
  const count = Math.max(1, points.length);
  const meanX = points.reduce((sum, [x]) => sum + x, 0) / count;
  const mean = points.reduce((sum, [, y]) => sum + y, 0) / count;
  const spread = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  const slope = spread === 0 ? 0 : points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - mean), 0) / spread;
  return { mean, growth: slope * ((points.at(-1)?.[0] ?? 0) - (points[0]?.[0] ?? 0)) };
}
