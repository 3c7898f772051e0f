import { setTimeout as wait } from 'node:timers/promises'
import { openDataSource } from '@/lib/db/connection/data-source'
import { insertPerson } from '@/lib/people/db/people'
import { insertToken } from '@/lib/people/db/tokens'
import type { Bench } from '../bench'
import type { FleetStage } from '../fleet-stage'
import { post } from '../load'
import { forgetPeaks } from '../memory'
import { type Row, single } from '../row'
import { didOf, reportAt } from '../signal'
import { quantile } from '../stats'
import { digits } from '../table'
import { openStreams, type Watched, watchFleet } from '../viewers'
import { memoryRow } from './ingest'

/** As many streams as one person may hold. */
const windowsEach = 20

/** Open fleet pages while reports come in: how long a refresh takes, and what their event streams cost. */
export async function viewerRows(stage: FleetStage, bench: Bench): Promise<Row[]> {
  const { viewers, streams, viewerSeconds, reportsPerSecond } = bench.options.scale
  const nodes = Math.min(stage.nodes, reportsPerSecond * 10)
  const tokens = await tokensFor(stage, Math.max(viewers, streams), nodes)
  const meanwhile = async <T>(work: () => Promise<T>): Promise<T> => {
    const ending = new AbortController()
    const reports = keepReporting(stage, tokens.nodes, reportsPerSecond, ending.signal)
    try {
      return await work()
    } finally {
      ending.abort()
      await reports
    }
  }
  const watch = () =>
    meanwhile(() => watchFleet(stage.server.url, tokens.people.slice(0, viewers), viewerSeconds))
  await watch()
  const rounds: Watched[] = []
  for (let round = 0; round < bench.options.repeats; round += 1) rounds.push(await watch())
  const all = rounds.flatMap(({ ms }) => ms)
  const bytes = rounds.reduce((sum, round) => sum + round.bytes, 0)
  forgetPeaks(stage.server.pid)
  await meanwhile(async () => {
    const close = await openStreams(stage.server.url, tokens.people.slice(0, streams))
    await wait(viewerSeconds * 1_000)
    await close()
  })
  return [
    single({
      work: `${viewers} viewers of the live fleet of ${stage.nodes.toLocaleString('en-US')} nodes, p95 of a refresh`,
      ours: rounds.map(({ ms }) => quantile(ms, 0.95)),
      unit: 'ms',
      aim: { most: 500 },
      note: `${reportsPerSecond} reports/s in single posts; p50 ${digits(quantile(all, 0.5))} ms, p99 ${digits(quantile(all, 0.99))} ms, ${digits(bytes / all.length / 1_000)} kB a refresh, an event stream each`,
    }),
    memoryRow(stage, `with ${streams.toLocaleString('en-US')} event streams`, 400),
  ]
}

async function tokensFor(stage: FleetStage, windows: number, nodes: number) {
  const db = await openDataSource(stage.url, { poolSize: 1 })
  try {
    const people: string[] = []
    for (let person = 0; people.length < windows; person += 1) {
      const id = `viewer-${person}`
      await insertPerson(db.manager, {
        ...{ id, name: id, email: `${id}@example.org`, did: `did:hakim:bench:${id}`, role: 'operator' },
        passwordHash: 'none',
      })
      const token = await insertToken(db.manager, { personId: id }, null)
      for (let window = 0; window < windowsEach && people.length < windows; window += 1) people.push(token)
    }
    const agents: string[] = []
    for (let node = 0; node < nodes; node += 1)
      agents.push(await insertToken(db.manager, { nodeDid: didOf(node) }, null))
    return { people, nodes: agents }
  } finally {
    await db.destroy()
  }
}

/** The nodes report one after the other, so many a second, until `signal` says so. */
async function keepReporting(
  { server }: FleetStage,
  tokens: readonly string[],
  perSecond: number,
  signal: AbortSignal,
): Promise<void> {
  for (let next = 0; !signal.aborted; next += perSecond) {
    const second = Date.now()
    const posts = Array.from({ length: perSecond }, (_, index) => {
      const node = (next + index) % tokens.length
      const body = Buffer.from(JSON.stringify(reportAt(node, second / 1_000)))
      return { path: '/api/v1/reports', token: tokens[node] ?? '', body }
    })
    await post(server.url, posts, 16)
    await wait(Math.max(0, second + 1_000 - Date.now()))
  }
}
