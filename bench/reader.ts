import { openDataSource } from '@/lib/db/connection/data-source'
import { database } from '@/lib/db/connection/server-database'
import { type NodeListRequest, nodesQuery } from '@/lib/fleet/domain/fleet-query'
import { apiNodes } from '@/lib/fleet/queries/api-nodes'
import type { PersonViewer } from '@/lib/kernel/role'
import { series } from '@/lib/series/queries/series'
import {
  countBoard,
  cursorAt,
  givenCounts,
  givenPage,
  givenSearch,
  readPage,
  searchBoard,
} from './job-reading'
import { findSeries } from './peers/find-series'
import { type ReaderAnswer, readerRequest, type SeriesValue, seriesInput } from './reader-calls'

// A process that reads one database (DATABASE_URL) as the server would, without HTTP, and reports the time it took.

/** A person who can see every node of the benchmark. */
const viewer: PersonViewer = {
  ...{ kind: 'person', id: 'bench', did: 'did:hakim:bench:reader', name: 'Benchmark', role: 'operator' },
}

async function ourSeries(input: unknown): Promise<SeriesValue> {
  const { did, metrics, from, to } = seriesInput.parse(input)
  const answer = await series(viewer, did, { metrics, from, to, maxPoints: 300 })
  if (!answer) throw new Error(`There is no node ${did}`)
  return { from: Date.parse(answer.from) / 1_000, step: answer.step_seconds, metrics: answer.series }
}

const opening = openDataSource(process.env.DATABASE_URL ?? '', { poolSize: 1 })
const query = async (sql: string) => (await opening).query<unknown[]>(sql)

const firstPage: NodeListRequest = nodesQuery.parse({ limit: '100' })

const calls = {
  series: ourSeries,
  find: async (input: unknown) => findSeries(await opening, seriesInput.parse(input), 'rows'),
  'find-columns': async (input: unknown) => findSeries(await opening, seriesInput.parse(input), 'columns'),
  /** The first page of the fleet, as the API lists it. */
  nodes: () => apiNodes(viewer, firstPage),
  'jobs-page': (input: unknown) => readPage(viewer, input),
  'jobs-cursor': cursorAt,
  'jobs-counts': () => countBoard(viewer),
  board: (input: unknown) => searchBoard(viewer, input),
  'given-search': async (input: unknown) => givenSearch(await opening, input),
  'given-jobs-page': async (input: unknown) => givenPage(await opening, input),
  'given-jobs-counts': async () => givenCounts(await opening),
  'latest-page': () => query('SELECT * FROM node_latest ORDER BY node_did LIMIT 100'),
  'latest-all': () => query('SELECT * FROM node_latest ORDER BY node_did'),
} as const

async function answer(message: unknown): Promise<ReaderAnswer> {
  const { id, call, input, wanted } = readerRequest.parse(message)
  try {
    const since = performance.now()
    const value = await calls[call](input)
    const ms = performance.now() - since
    return { id, ms, value: wanted ? value : null, error: null }
  } catch (error) {
    return { id, ms: 0, value: null, error: error instanceof Error ? (error.stack ?? '') : String(error) }
  }
}

process.on('message', async (message) => process.send?.(await answer(message)))
process.on('disconnect', async () => {
  await Promise.allSettled([database().then((db) => db.destroy()), opening.then((db) => db.destroy())])
  process.exit()
})
