import type { SourceName } from "@trailkeep/core/catalog";
import { type Cell, recordFields, type StoreRow } from "@trailkeep/core/store/row";
import type { Canonical } from "../json/canonical.ts";
import { ESCAPED, NULL, OBJECT } from "../json/tape.ts";
import type { JsonValue } from "../json/value.ts";
import { recordId } from "../record-id.ts";
import { cellOf, listOf } from "./cell.ts";
import { identify, type Marks } from "./identify.ts";
import { type Leaf, placeOf, type Struct, shapeOf } from "./shape.ts";

interface Layout {
  readonly width: number;
  readonly root: Struct;
  readonly time: number;
  readonly otherFields: number;
  readonly raw: number;
}

const layouts: Partial<Record<SourceName, Layout>> = {
  cloudtrail: layoutOf("cloudtrail"),
  cloudtrail_insights: layoutOf("cloudtrail_insights"),
};

function layoutOf(source: SourceName): Layout {
  return {
    width: recordFields(source).length,
    root: shapeOf(source),
    time: placeOf(source, "eventTime"),
    otherFields: placeOf(source, "otherFields"),
    raw: placeOf(source, "raw"),
  };
}

/** Makes rows of the records that a JSON value holds, one after the other. */
export class RowBuilder {
  readonly #value: JsonValue;
  readonly #canonical: Canonical;
  #cells: Cell[] = [];

  constructor(value: JsonValue, canonical: Canonical) {
    this.#value = value;
    this.#canonical = canonical;
  }

  /**
   * The row of the record at a node, given its marks.
   * @throws Unreadable if it is no CloudTrail record, has no readable time, or has two members of one name in an object
   */
  row(node: number, marks: Marks): StoreRow {
    const id = recordId(this.#canonical.write(node));
    const { source, timeMs } = identify(marks);
    const layout = layouts[source];
    if (layout === undefined) throw new Error(`no layout for ${source}`);
    this.#cells = new Array<Cell>(layout.width).fill(null);
    const others = this.#fill(node, layout.root);
    this.#cells[layout.otherFields] = others === "" ? null : `{${others}}`;
    this.#cells[layout.time] = timeMs;
    this.#cells[layout.raw] = this.#value.verbatim(node);
    return { source, timeMs, recordId: id, cells: this.#cells };
  }

  /** Fills the cells from an object. Members that no cell can hold come back as JSON text, parted by commas. */
  #fill(node: number, struct: Struct): string {
    const { tape } = this.#value;
    const end = tape.after(node);
    let others = "";
    for (let key = node + 1; key < end; key = tape.after(key + 1)) {
      const other = this.#member(key, struct);
      if (other === "") continue;
      const member = `${this.#value.compact(key)}:${other}`;
      others = others === "" ? member : `${others},${member}`;
    }
    return others;
  }

  /** What of a member's value no cell can hold, as JSON text; nothing if the cells hold it all. */
  #member(key: number, struct: Struct): string {
    const value = this.#value;
    const { tape } = value;
    const known = tape.has(key, ESCAPED)
      ? struct.members.get(value.string(key))
      : struct.members.at(value.bytes, tape.startOf(key) + 1, tape.endOf(key) - 1);
    if (known === undefined) return value.compact(key + 1);
    if (tape.kindOf(key + 1) === NULL) return "";
    if (known.kind === "leaf") return this.#leaf(key + 1, known);
    if (tape.kindOf(key + 1) !== OBJECT) return value.compact(key + 1);
    const others = this.#fill(key + 1, known);
    return others === "" ? "" : `{${others}}`;
  }

  #leaf(node: number, leaf: Leaf): string {
    if (leaf.field.type === "list") {
      const list = listOf(this.#value, node, leaf.field.field.members ?? []);
      if (list === undefined) return this.#value.compact(node);
      this.#cells[leaf.place] = list.cell;
      return list.others;
    }
    const cell = cellOf(this.#value, node, leaf);
    if (cell === undefined) return this.#value.compact(node);
    this.#cells[leaf.place] = cell;
    return "";
  }
}
