import { setTimeout as sleep } from 'node:timers/promises'
import { sessions } from '../../http/call-action'
import { openFixture } from '../../http/server-fixture'
import type { Fault, Outcome, Run } from '../fault'
import { counted, makeWriters, nodes, unexpected } from '../scene'
import { type Sent, startWriters } from '../writers'

const backWithin = 10_000
const floodMs = 8_000
const pagesWithin = 1_000

const paths = ['/', `/nodes/${encodeURIComponent(nodes[0] ?? '')}`, '/jobs']

/** One after the other while `busy`, as a person who clicks without pause; milliseconds of each. */
async function readPages(url: string, cookie: string, busy: () => boolean): Promise<number[]> {
  const times: number[] = []
  for (let n = 0; busy(); n += 1) {
    const since = performance.now()
    const answer = await fetch(url + paths[n % paths.length], { headers: { cookie }, redirect: 'manual' })
    await answer.text()
    if (answer.status === 200) times.push(performance.now() - since)
    else times.push(Number.POSITIVE_INFINITY)
    await sleep(50)
  }
  return times
}

const at = (sorted: readonly number[], part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0

async function run({ rounds }: Run): Promise<Outcome> {
  const fixture = await openFixture()
  const { hakim } = fixture
  try {
    const cookie = (await sessions(fixture, ['owner'])).get('owner') ?? ''
    const writers = await makeWriters(fixture.database)
    const usual = startWriters(() => hakim.url, writers)
    await usual.untilBack(60_000)
    // A server that has run for a while has loaded the code of its pages.
    for (const path of paths) await (await fetch(hakim.url + path, { headers: { cookie } })).text()
    const all: Sent[] = []
    const back: number[] = []
    const pages: number[] = []
    for (let round = 0; round < rounds; round += 1) {
      // Many times more than the server takes, without a pause.
      const eager = Array.from({ length: 8 }, () =>
        writers.map((writer) => ({ ...writer, size: 100 })),
      ).flat()
      const flood = startWriters(() => hakim.url, eager, 0)
      const until = performance.now() + floodMs
      pages.push(...(await readPages(hakim.url, cookie, () => performance.now() < until)))
      all.push(await flood.stop())
      back.push(await usual.untilBack(3 * backWithin))
    }
    all.push(await usual.stop())
    pages.sort((a, b) => a - b)
    const p95 = at(pages, 0.95)
    return {
      ...(await counted(fixture.database, all)),
      back,
      wrong: [
        ...all.flatMap(unexpected),
        ...(p95 > pagesWithin ? [`pages took more than ${pagesWithin} ms at p95`] : []),
      ],
      note: `${pages.length} pages: p50 ${at(pages, 0.5).toFixed(0)} ms, p95 ${p95.toFixed(0)} ms`,
    }
  } finally {
    await fixture.close()
  }
}

export const overload: Fault = {
  name: 'overload',
  what: '64 more writers send batches without pause for 8 s while a person reads pages',
  backWithin,
  cannot: () => null,
  run,
}
