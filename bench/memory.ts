import { readdirSync, readFileSync, writeFileSync } from 'node:fs'

/** A process's peak resident memory. */
type Peak = { name: string; mb: number }

/**
 * Peaks of a process and its descendants except PostgreSQL, since `forgetPeaks`. Each includes memory shared with the
 * others, so their sum is an upper bound. Null without /proc.
 */
export function peaks(pid: number): Peak[] | null {
  if (process.platform !== 'linux') return null
  return family(pid).flatMap((each) => {
    const kb = Number.parseInt(field(each, 'VmHWM'), 10)
    return kb > 0 ? [{ name: field(each, 'Name'), mb: kb / 1_024 }] : []
  })
}

/** Resets the peaks to the current memory, so that what the start needed does not count. */
export function forgetPeaks(pid: number): void {
  if (process.platform !== 'linux') return
  for (const each of family(pid)) writeFileSync(`/proc/${each}/clear_refs`, '5')
}

/** A process and its descendants except PostgreSQL. */
function family(pid: number): number[] {
  const children = new Map<number, number[]>()
  for (const name of readdirSync('/proc')) {
    const parent = /^\d+$/.test(name) ? Number(field(Number(name), 'PPid')) : 0
    if (parent > 0) children.set(parent, [...(children.get(parent) ?? []), Number(name)])
  }
  const found: number[] = []
  const waiting = [pid]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    waiting.push(...(children.get(next) ?? []))
    if (field(next, 'Name') !== 'postgres') found.push(next)
  }
  return found
}

function field(pid: number, name: string): string {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    return new RegExp(`^${name}:\\s*(.*)$`, 'm').exec(status)?.[1] ?? ''
  } catch {
    // The process ended after it was listed.
    return ''
  }
}
