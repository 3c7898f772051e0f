import { readNumber, withClient } from './cluster'

const countSql = 'SELECT count(*) AS n FROM health_reports'

/**
 * Measures one side of one round, starting just after a PostgreSQL checkpoint. Returns reports per second. Throws if a
 * report is missing afterwards: a side that loses reports cannot win.
 */
export function reportsPerSecond(url: string, reports: number, work: () => Promise<number>): Promise<number> {
  return withClient(url, async (client) => {
    const before = await readNumber(client, countSql)
    await client.query('CHECKPOINT')
    const ms = await work()
    const stored = (await readNumber(client, countSql)) - before
    if (stored !== reports) throw new Error(`${reports} reports were sent and ${stored} are stored.`)
    return reports / (ms / 1_000)
  })
}

/** Prepares what a round needs once for both sides, before either is measured. */
export function onceARound<T>(make: (round: number) => T): (round: number) => T {
  let held: { round: number; made: T } | null = null
  return (round) => {
    if (held?.round !== round) held = { round, made: make(round) }
    return held.made
  }
}
