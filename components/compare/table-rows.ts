import type { CompareSort } from '@/lib/compare/domain/compare-sort'
import { inOrder } from '@/lib/compare/domain/compare-sort'
import type { TableRow } from './compare-row'
import type { Compared, ComparedLine } from './compared'

function missingText({ reports }: ComparedLine, title: string): string {
  if (reports === 0) return 'no reports in this range'
  return `no value of ${title} in its ${reports === 1 ? 'report' : `${reports.toLocaleString('en-GB')} reports`}`
}

/** The rows of the table in order; the rank is by average, whatever they are sorted by. */
export function tableRows(
  { lines, scale }: Compared,
  sort: CompareSort,
  without: (did: string) => string,
): TableRow[] {
  const rows = lines.map((line, place) => {
    const { did, name, state, figures } = line
    return {
      ...{ did, name, state, figures },
      rank: figures === null ? null : place + 1,
      missing: missingText(line, scale.title),
      without: without(did),
      min: figures?.min ?? null,
      avg: figures?.avg ?? null,
      max: figures?.max ?? null,
      now: figures?.now ?? null,
      before: figures && figures.before !== null ? figures.avg - figures.before : null,
      trend: figures?.trend?.per ?? null,
    }
  })
  return inOrder(rows, sort).map(({ did, name, state, figures, rank, missing, without: less }) => ({
    ...{ did, name, state, figures, rank, missing },
    without: less,
  }))
}
