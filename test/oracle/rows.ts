import { canonical, type ValueType } from "./cast.ts";
import { byKeys, type SortKey } from "./compare.ts";
import type { OrderItem, SelectItem, SingleQuery } from "./language.ts";
import { columnScope, type Operand, type Scope } from "./operand.ts";
import type { Value } from "./record.ts";
import type { Table } from "./table.ts";

export interface OracleColumn {
  readonly name: string;
  readonly type: ValueType;
}

/** An answer before its limit, with values as the oracle computes them. */
export interface Computed {
  readonly columns: readonly OracleColumn[];
  readonly rows: readonly (readonly Value[])[];
}

/** The answer to a query for rows. */
export function rowsAnswer<T>(query: SingleQuery, table: Table<T>): Computed {
  const selected = (query.select ?? table.everything).map((item) => outputColumn(item, table.scope));
  const columns = selected.map(nameAndType);
  const rowOf = (item: T) => selected.map(({ of }) => of(item));
  if (query.distinct === true) {
    return ordered({ columns, rows: eachOnce(table.items.map(rowOf), columns) }, query.orderBy);
  }
  const keys = (query.orderBy ?? []).map(({ field, dir }) => ({
    of: (selected.find(({ name }) => name === field) ?? table.scope.operand({ field })).of,
    descending: dir === "desc",
  }));
  const items = [...table.items].sort(byKeys([...keys, ...table.tieBreak, ...selected]));
  return { columns, rows: items.map(rowOf) };
}

/** Law 5, where there are rows and nothing behind them: the user's keys, then all columns. */
export function ordered({ columns, rows }: Computed, orderBy: readonly OrderItem[] | undefined): Computed {
  const keys = [...userKeys(orderBy, columnScope(columns)), ...columnOperands(columns)];
  return { columns, rows: [...rows].sort(byKeys(keys)) };
}

/** Keys that name columns of the result. */
export function userKeys(
  orderBy: readonly OrderItem[] | undefined,
  scope: Scope<readonly Value[]>,
): readonly SortKey<readonly Value[]>[] {
  return (orderBy ?? []).map(({ field, dir }) => ({ of: scope.operand({ field }).of, descending: dir === "desc" }));
}

export function columnOperands(columns: readonly OracleColumn[]): readonly Operand<readonly Value[]>[] {
  return columns.map(({ type }, index) => ({ type, of: (row) => row[index] ?? null }));
}

/** Rows are the same if they come out the same. */
function eachOnce(rows: readonly (readonly Value[])[], columns: readonly OracleColumn[]) {
  const named = rows.map((row) => {
    const values = row.map((value, index) => canonical(value, columns[index]?.type ?? "string"));
    return [JSON.stringify(values), row] as const;
  });
  return [...new Map(named).values()];
}

/** A column by the name that it comes out under: `as`, else the reference as it was written. */
export function outputColumn<T>(item: SelectItem, scope: Scope<T>): OracleColumn & Operand<T> {
  if (typeof item === "string") return { name: item, ...scope.operand({ field: item }) };
  return { name: item.as ?? item.field, ...scope.operand(item) };
}

export function nameAndType({ name, type }: OracleColumn): OracleColumn {
  return { name, type };
}
