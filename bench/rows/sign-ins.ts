import type { Bench } from '../bench'
import type { FleetStage } from '../fleet-stage'
import { type Row, single } from '../row'
import { openSignIns, readPage } from '../sign-ins'
import { didOf } from '../signal'
import { quantile } from '../stats'
import { digits } from '../table'

/** Strangers who sign in all at once: how long somebody else waits for a page meanwhile. */
export async function signInRows({ server, access }: FleetStage, bench: Bench): Promise<Row[]> {
  const { signIns } = bench.options.scale
  const callers = openSignIns(bench.host.root, server.url, signIns)
  try {
    const { cookies } = await callers.signIn(access.email, access.password)
    if (cookies.length === 0) throw new Error('The reader was not signed in')
    const cookie = cookies.map((one) => one.split(';')[0]).join('; ')
    const page = { path: `/nodes/${encodeURIComponent(didOf(1))}`, cookie, least: 20 }
    const quiet = await readPage(server.url, page, AbortSignal.abort())
    const rounds: number[][] = []
    const statuses = new Map<number, number>()
    for (let round = 0; round < bench.options.repeats; round += 1) {
      const ending = new AbortController()
      const reading = readPage(server.url, { ...page, least: 1 }, ending.signal)
      const flood = Array.from({ length: signIns }, async (_, n) => {
        const { status } = await callers.signIn(`stranger-${round}-${n}@example.org`, 'a wrong password')
        statuses.set(status, (statuses.get(status) ?? 0) + 1)
      })
      await Promise.all(flood).finally(() => ending.abort())
      rounds.push(await reading)
    }
    const answers = [...statuses].map(([status, count]) => `${count} × ${status}`).join(', ')
    return [
      single({
        work: `${signIns.toLocaleString('en-US')} anonymous sign-ins at once, p95 of somebody else's node page`,
        ours: rounds.map((ms) => quantile(ms, 0.95)),
        unit: 'ms',
        aim: { most: 1_000 },
        note: `${answers}; the page alone: p50 ${digits(quantile(quiet, 0.5))} ms`,
      }),
    ]
  } finally {
    await callers.close()
  }
}
