import type { Bench } from '../bench'
import { rare } from '../job-load'
import type { JobsStage } from '../jobs-stage'
import { beside, type Row } from '../row'
import type { Reader } from '../start-reader'
import { interleave } from '../stats'

/** A text in few jobs, in very many, in none, and the beginning of an id. */
const texts = [
  { name: `in one of 5,000`, q: rare.text },
  { name: 'in a quarter of them', q: 'backup' },
  { name: 'in none', q: 'okapi' },
] as const

/** A page and the counts of what a text finds, against a plain search of the given table for as many rows. */
export async function searchRows(
  stage: JobsStage,
  bench: Bench,
  { ours, theirs }: { ours: Reader; theirs: Reader },
): Promise<Row[]> {
  const rows: Row[] = []
  for (const { name, q } of texts) {
    const sides = await interleave(
      () => bench.sample(() => ours.ms('board', { q })),
      () => bench.sample(() => theirs.ms('given-search', { q })),
      bench.options.repeats,
    )
    rows.push(
      beside({
        work: `search of ${stage.jobs.toLocaleString('en-US')} jobs for a text ${name}, page and counts`,
        against:
          'the given schema: SELECT * WHERE task, params or history ILIKE … ORDER BY created_at DESC LIMIT 50',
        ...{ ...sides, unit: 'ms', aim: { most: 300 } },
      }),
    )
  }
  return rows
}
