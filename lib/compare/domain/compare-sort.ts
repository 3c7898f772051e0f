/** What the table of a comparison can be sorted by. */
const compareColumns = ['name', 'min', 'avg', 'max', 'now', 'before', 'trend'] as const
export type CompareColumn = (typeof compareColumns)[number]

/** `avg` is lowest first, `-avg` highest first. */
export type CompareSort = CompareColumn | `-${CompareColumn}`

const defaultCompareSort: CompareSort = '-avg'

const sorts: readonly CompareSort[] = compareColumns.flatMap((column): CompareSort[] => [
  column,
  `-${column}`,
])

export const compareSort = (text: string | undefined): CompareSort =>
  sorts.find((sort) => sort === text) ?? defaultCompareSort

export const isDescending = (sort: CompareSort): boolean => sort.startsWith('-')

export const columnOf = (sort: CompareSort): CompareColumn =>
  compareColumns.find((column) => sort.endsWith(column)) ?? 'avg'

/** The sort after a click on a column: names from A, figures from the highest, then back and forth. */
export function nextCompareSort(column: CompareColumn, present: CompareSort): CompareSort {
  if (columnOf(present) !== column) return column === 'name' ? 'name' : `-${column}`
  return isDescending(present) ? column : `-${column}`
}

type Sortable = { name: string; did: string } & Record<Exclude<CompareColumn, 'name'>, number | null>

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const byName = (a: Sortable, b: Sortable): number =>
  a.name.localeCompare(b.name, 'en', { numeric: true }) || byText(a.did, b.did)

/** Rows in order; those without a figure come last either way, and equal ones by name. */
export function inOrder<Row extends Sortable>(rows: readonly Row[], sort: CompareSort): Row[] {
  const column = columnOf(sort)
  const sign = isDescending(sort) ? -1 : 1
  if (column === 'name') return [...rows].sort((a, b) => sign * byName(a, b))
  return [...rows].sort((a, b) => {
    const [one, other] = [a[column], b[column]]
    if (one === null || other === null) return Number(one === null) - Number(other === null) || byName(a, b)
    return one === other ? byName(a, b) : sign * (one < other ? -1 : 1)
  })
}
