import { appendList, appendNumber, appendTextAt, appendUuid, Column, LIST, TEXT } from "./column";
import { endOf, filled, listElements, listRanges, numbers, places, recordId, startOf } from "./view";

/**
 * Appends the row in the view. Columns stand at `columns`, by the place of the field that they hold; 0 for a field that is
 * not kept. True if a page is full.
 */
export function appendView(columns: usize, row: i32): bool {
  let isFull = false;
  for (let index = 0; index < filled; index++) {
    const place = load<i32>(places + 4 * index);
    const at = load<u32>(columns + 4 * place);
    if (at == 0) continue;
    const column = changetype<Column>(at);
    if (column.kind == TEXT) {
      const start = startOf(place);
      if (appendTextAt(column, row, start, <i32>(endOf(place) - start))) isFull = true;
    } else if (column.kind == LIST) appendList(column, row, listRanges, listElements);
    else appendNumber(column, row, load<f64>(numbers + 8 * place));
  }
  return isFull;
}

/** Appends where a row came from: its id, as it stands in the view, its input object's URI and its place there. */
export function appendOrigin(
  ids: Column,
  objects: Column,
  positions: Column,
  row: i32,
  uri: usize,
  length: i32,
  position: f64,
): bool {
  appendUuid(ids, row, recordId);
  appendNumber(positions, row, position);
  return appendTextAt(objects, row, uri, length);
}
