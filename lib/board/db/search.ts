import type { EntityManager } from 'typeorm'
import { Parameters } from '@/lib/db/connection/parameters'
import { byText, conditionsOf } from './conditions'
import { hasTrigram } from './job-text'
import { foundIn, type JobFilter } from './narrowing'

/** More jobs than these are not sorted: of so many, a page is soon full of the newest. */
const mostSorted = 2_500

/** Of a list as long as this, a sample tells faster than an index that very many jobs are meant. */
const longList = 50_000
const sampled = 1_000

type Condition = ReturnType<typeof conditionsOf>[number]

/**
 * The same filter, with the ids of all jobs that one of its conditions keeps instead of that condition, if an index finds few
 * enough of them. Without such a condition, one job of the list is looked at after the other.
 */
export async function searched(db: EntityManager, filter: JobFilter): Promise<JobFilter> {
  const conditions = conditionsOf(filter)
  const texts = conditions.some(({ name }) => byText.has(name)) && (await hasTextIndex(db))
  for (const condition of conditions) {
    const { name, value } = condition
    if (byText.has(name) && !(texts && hasTrigram(value))) continue
    if (await isCommon(db, condition)) continue
    const ids = await db.transaction((tx) => found(tx, filter, condition))
    if (ids.length <= mostSorted) return { ...filter, [name]: undefined, ids }
  }
  return filter
}

/** Whether a sample says that a condition keeps far more jobs than can be sorted. */
async function isCommon(db: EntityManager, { keeps, value }: Condition): Promise<boolean> {
  const [{ jobs = 0 } = {}] = await db.query<{ jobs: number }[]>(
    `SELECT reltuples AS jobs FROM pg_class WHERE oid = 'maintenance_jobs'::regclass`,
  )
  if (jobs < longList) return false
  const parameters = new Parameters()
  const [{ share = 0 } = {}] = await db.query<{ share: number }[]>(
    `SELECT coalesce(avg((${keeps(value, parameters)})::int), 0)::float AS share
     FROM maintenance_jobs j TABLESAMPLE SYSTEM (${(100 * sampled) / jobs})`,
    parameters.values,
  )
  return share * jobs > 4 * mostSorted
}

/** The jobs that a condition keeps, within what indexes answer of the filter; at most one more than `mostSorted`. */
async function found(tx: EntityManager, filter: JobFilter, { finds, value }: Condition): Promise<string[]> {
  const parameters = new Parameters()
  const within = foundIn({ ...filter, waiting: undefined }, parameters)
  const limit = `LIMIT ${mostSorted + 1}`
  const ways = finds(value, parameters).map((way) => `(SELECT j.job_id ${way} AND ${within} ${limit})`)
  // However many the planner expects: an index is as fast, and where it is wrong much faster.
  await tx.query('SET LOCAL enable_seqscan = off')
  const rows = await tx.query<{ job_id: string }[]>(
    `SELECT DISTINCT job_id FROM (${ways.join(' UNION ALL ')}) found ${limit}`,
    parameters.values,
  )
  return rows.map(({ job_id }) => job_id)
}

/** Whether this database has the indexes of texts (docs/decisions/0071-board-search.md). */
export async function hasTextIndex(db: EntityManager): Promise<boolean> {
  const [row] = await db.query<{ indexes: number }[]>(
    `SELECT count(*)::int AS indexes FROM pg_index
     WHERE indisvalid AND indexrelid IN (to_regclass('idx_maintenance_jobs_text'), to_regclass('idx_job_details_reason'))`,
  )
  return row?.indexes === 2
}
