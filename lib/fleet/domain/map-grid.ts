/** Marks in rows from left to right: `columns` cells a row, each `cell` px wide and high. */
export type Grid = { count: number; columns: number; rows: number; cell: number }

/** The sizes of a cell between which one zooms. */
export const cellSizes = [14, 20, 28, 40] as const

/** The grid of so many marks within `width` px. */
export function gridOf(count: number, width: number, cell: number): Grid {
  const columns = Math.max(1, Math.floor(width / cell))
  return { count, columns, cell, rows: Math.ceil(count / columns) }
}

/** The upper left corner of a mark, in px. */
export const placeOf = ({ columns, cell }: Grid, index: number): { x: number; y: number } => ({
  x: (index % columns) * cell,
  y: Math.floor(index / columns) * cell,
})

/** The mark at a point; null: none. */
export function markAt({ count, columns, cell }: Grid, x: number, y: number): number | null {
  const column = Math.floor(x / cell)
  if (x < 0 || y < 0 || column >= columns) return null
  const index = Math.floor(y / cell) * columns + column
  return index < count ? index : null
}

/** Where a key leads from a mark; null: nowhere. Up from the first row or down from the last leaves the mark. */
export function moveBy(key: string, index: number, { count, columns }: Grid): number | null {
  const to: Record<string, number> = {
    ArrowLeft: index - 1,
    ArrowRight: index + 1,
    ArrowUp: index - columns,
    ArrowDown: index + columns,
    Home: 0,
    End: count - 1,
  }
  const next = Object.hasOwn(to, key) ? to[key] : undefined
  return next === undefined || next < 0 || next >= count || next === index ? null : next
}

/** The outline of `count` marks in a row from `from`, as corners in px: it follows where rows break. */
export function outlineOf(grid: Grid, from: number, count: number): [number, number][] {
  const { columns, cell } = grid
  const last = from + count - 1
  const [top, bottom] = [Math.floor(from / columns), Math.floor(last / columns)]
  const [left, right] = [from % columns, (last % columns) + 1]
  const corners: [number, number][] =
    top === bottom
      ? [
          [left, top],
          [right, top],
          [right, top + 1],
          [left, top + 1],
        ]
      : [
          [left, top],
          [columns, top],
          [columns, bottom],
          [right, bottom],
          [right, bottom + 1],
          [0, bottom + 1],
          [0, top + 1],
          [left, top + 1],
        ]
  return corners.map(([x, y]) => [x * cell, y * cell])
}

/** Groups one below the other in `count` columns, each where the column is shortest so far. Reading order: column by column. */
export function inColumns<Group>(
  groups: readonly Group[],
  count: number,
  heightOf: (group: Group) => number,
): Group[][] {
  const columns = Array.from({ length: Math.max(1, count) }, () => ({ height: 0, groups: [] as Group[] }))
  for (const group of groups) {
    const shortest = columns.reduce((least, column) => (column.height < least.height ? column : least))
    shortest.groups.push(group)
    shortest.height += heightOf(group)
  }
  return columns.map((column) => column.groups)
}
