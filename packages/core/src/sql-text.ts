/** A name in double quotes, its own quotes doubled (SQL-92, delimited identifier). */
export function identifier(name: string): string {
  return name.includes('"') ? `"${name.replaceAll('"', '""')}"` : `"${name}"`;
}

/** Text as an SQL literal, its quotes doubled. For our own words, paths of files and of JSON; values are bound. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
