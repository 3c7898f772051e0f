import { encodeCursor } from '@/lib/kernel/url/cursor'
import type { Bench } from '../bench'
import { readNumber, withClient } from '../cluster'
import type { JobsStage } from '../jobs-stage'
import { jobCursor } from '../reader-calls'
import { compared, type Row, single } from '../row'
import { startReader } from '../start-reader'
import { interleave } from '../stats'
import { boardPageRows } from './board-pages'
import { claimRows } from './claims'
import { exportRows } from './job-export'
import { jobPageRows } from './job-page'
import { searchRows } from './job-search'

const perPage = 50

/** The board's reads in a separate process, against plain reads on the given schema. */
export async function jobRows(stage: JobsStage, bench: Bench): Promise<Row[]> {
  const ours = await startReader(bench, stage.oursUrl)
  const theirs = await startReader(bench, stage.givenUrl)
  const board = `board of ${stage.jobs.toLocaleString('en-US')} jobs`
  const { repeats } = bench.options
  const deep = await withClient(stage.oursUrl, async (client) => {
    const completed = await readNumber(
      client,
      `SELECT count(*) AS n FROM maintenance_jobs WHERE status = 'Completed'`,
    )
    return Math.min(10_000, Math.floor(completed / perPage) - 1)
  })
  const cursor = jobCursor.parse(await ours.value('jobs-cursor', { offset: (deep - 1) * perPage - 1 }))
  const first = { status: 'Completed', cursor: null }
  const firstPages = await interleave(
    () => bench.sample(() => ours.ms('jobs-page', first)),
    () => bench.sample(() => theirs.ms('given-jobs-page', { offset: 0 })),
    repeats,
  )
  const deepPages = await interleave(
    () => bench.sample(() => ours.ms('jobs-page', { status: 'Completed', cursor })),
    () => bench.sample(() => ours.ms('jobs-page', first)),
    repeats,
  )
  const deepGiven = await interleave(
    () => bench.sample(() => ours.ms('jobs-page', { status: 'Completed', cursor })),
    () => bench.sample(() => theirs.ms('given-jobs-page', { offset: (deep - 1) * perPage })),
    repeats,
  )
  const counts = await interleave(
    () => bench.sample(() => ours.ms('jobs-counts')),
    () => bench.sample(() => theirs.ms('given-jobs-counts')),
    repeats,
  )
  const deepName = `page ${deep.toLocaleString('en-US')}`
  return [
    single({
      work: `adopting ${stage.jobs.toLocaleString('en-US')} jobs: migration`,
      ours: [stage.migrationMs / 1_000],
      unit: 's',
    }),
    compared({
      work: `${board}, first page of a status`,
      against: "the given schema: SELECT * WHERE status = 'Completed' ORDER BY created_at DESC LIMIT 50",
      ...firstPages,
      ...{ unit: 'ms', ratio: 'theirs ÷ ours', aim: { least: 150 } },
      note: 'ours with names, reason, progress and the viewer’s relation to each job',
    }),
    compared({
      work: `${board}, ${deepName}`,
      against: 'its first page',
      ...deepPages,
      ...{ unit: 'ms', ratio: 'ours ÷ theirs', aim: { most: 2 } },
    }),
    compared({
      work: `${board}, ${deepName} against OFFSET`,
      against: 'the same SELECT with OFFSET',
      ...deepGiven,
      ...{ unit: 'ms', ratio: 'theirs ÷ ours' },
    }),
    compared({
      work: `${board}, counts of all statuses`,
      against: 'SELECT status, count(*) GROUP BY status',
      ...counts,
      ...{ unit: 'ms', ratio: 'theirs ÷ ours', aim: { least: 30 } },
      note: 'for a person from whom restricted nodes are hidden',
    }),
    ...(await boardPageRows(stage, bench, { page: deep, cursor: encodeCursor(cursor) })),
    ...(await searchRows(stage, bench, { ours, theirs })),
    ...(await jobPageRows(stage, bench)),
    ...(await exportRows(stage, bench)),
    ...(await claimRows(stage, bench)),
  ]
}
