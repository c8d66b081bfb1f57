import type { Row } from "@trailkeep/core/engine";
import { displayWidth } from "../width.ts";
import { cellText, type MeasuredColumn } from "./measure.ts";

/** How rows become lines. The lines are visible text. */
export interface Layout {
  readonly header: readonly string[];
  /** `number` counts from 1. */
  lines(row: Row, number: number): readonly string[];
  /** How many cells of the row are cut short. */
  cut(row: Row): number;
}

/** How many cells of a row are longer than their columns are wide. */
export function cutIn(row: Row, columns: readonly MeasuredColumn[]): number {
  return columns.filter(({ index, width }) => displayWidth(cellText(row[index] ?? null)) > width).length;
}
