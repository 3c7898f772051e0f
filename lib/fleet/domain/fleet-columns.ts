/** Columns of the list that every node has something to say for, beside its state and name. */
const fixedColumns = ['diagnosis', 'jobs', 'last-job', 'reported'] as const
type FixedColumn = (typeof fixedColumns)[number]

/** A column as it stands in the URL: a fixed one, `label:` and a key, or the name of a metric. */
export type FleetColumn = string

/** What of the usual columns may be chosen too; with them the list also draws the last day of CPU and memory. */
export const usualColumns: readonly FleetColumn[] = [
  ...['cpu_usage_percent', 'memory_usage_mb', 'disk_usage_gb'],
  ...['diagnosis', 'jobs', 'reported'],
]

/** More would leave each too narrow to read. */
export const mostColumns = 8

/** The choice is kept in this cookie for a page whose URL says nothing of columns. */
export const columnsCookie = 'hakim_columns'

const labelPrefix = 'label:'
const longest = 255

export type ColumnKind =
  | { kind: FixedColumn }
  | { kind: 'label'; key: string }
  | { kind: 'metric'; metric: string }

export function columnKind(column: FleetColumn): ColumnKind {
  const fixed = fixedColumns.find((name) => name === column)
  if (fixed) return { kind: fixed }
  return column.startsWith(labelPrefix)
    ? { kind: 'label', key: column.slice(labelPrefix.length) }
    : { kind: 'metric', metric: column }
}

/** A name may contain a comma; `%` is written as in a URL too, so that every name reads back. */
const written = (column: FleetColumn): string => column.replaceAll('%', '%25').replaceAll(',', '%2C')
const read = (text: string): string => text.replaceAll('%2C', ',').replaceAll('%25', '%')

export const columnsText = (columns: readonly FleetColumn[]): string => columns.map(written).join(',')

/** The columns of a text, each once; undefined where it names none, too many or something too long to be one. */
export function parseColumns(text: string): FleetColumn[] | undefined {
  const columns = [...new Set(text.split(',').map((part) => read(part.trim())))]
  const valid = columns.every((column) => column !== '' && column !== labelPrefix && column.length <= longest)
  return valid && columns.length <= mostColumns ? columns : undefined
}

/** The metrics among these columns. */
export const metricsOf = (columns: readonly FleetColumn[]): string[] =>
  columns.flatMap((column) => {
    const of = columnKind(column)
    return of.kind === 'metric' ? [of.metric] : []
  })
