import { readFile } from 'node:fs/promises'
import { library } from './library'

/** Time of all processors since the machine was started, in ticks. */
type CpuTime = { busy: number; total: number }

/**
 * Parses /proc/stat, whose first line sums up all processors: user, nice, system, idle, iowait, irq, softirq, steal. What
 * follows, time of guests, is part of user. Null for any other text.
 */
export function parseStat(text: string): CpuTime | null {
  const ticks = (/^cpu +([\d ]+)$/m.exec(text)?.[1] ?? '').split(' ').slice(0, 8).map(Number)
  if (ticks.length < 4) return null
  const total = ticks.reduce((sum, each) => sum + each, 0)
  return { busy: total - (ticks[3] ?? 0) - (ticks[4] ?? 0), total }
}

/** Per cent of the time between two readings that the processors were busy; null if there is none. */
export const loadBetween = (before: CpuTime | null, after: CpuTime | null): number | null =>
  before && after && after.total > before.total
    ? Math.max(0, (100 * (after.busy - before.busy)) / (after.total - before.total))
    : null

/** How busy the processors were since the last call; on Linux without the processes that the library starts each time. */
export function createCpuLoad(): () => Promise<number | null> {
  if (process.platform !== 'linux') return async () => (await (await library()).currentLoad()).currentLoad
  let before: CpuTime | null = null
  return async () => {
    const now = parseStat(await readFile('/proc/stat', 'utf8'))
    const load = loadBetween(before, now)
    before = now ?? before
    return load
  }
}
