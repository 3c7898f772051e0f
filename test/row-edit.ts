/** An edit of one row: a statement that changes whatever row of a table stands at a place, and what is found. */
export type RowEdit = { name: string; table: string; order: string; sql: string; found: RegExp }

/** Makes edits of a table; `$1` in their SQL is the place. `order` makes places repeatable. */
export const on =
  (table: string, order: string) =>
  (name: string, sql: string, found: RegExp): RowEdit => ({ name, table, order, sql, found })
