import { readdirSync, readFileSync } from 'node:fs'

/** The most memory that a process was ever resident with. */
export type Peak = { name: string; mb: number }

/**
 * Peaks of a process and of all that it started, PostgreSQL aside. Each counts what it shares with the others, so
 * their sum is an upper bound. Null where the system does not tell (no /proc).
 */
export function peaks(pid: number): Peak[] | null {
  if (process.platform !== 'linux') return null
  const children = new Map<number, number[]>()
  for (const name of readdirSync('/proc')) {
    const parent = /^\d+$/.test(name) ? Number(field(Number(name), 'PPid')) : 0
    if (parent > 0) children.set(parent, [...(children.get(parent) ?? []), Number(name)])
  }
  const found: Peak[] = []
  const waiting = [pid]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    waiting.push(...(children.get(next) ?? []))
    const name = field(next, 'Name')
    const kb = Number.parseInt(field(next, 'VmHWM'), 10)
    if (kb > 0 && name !== 'postgres') found.push({ name, mb: kb / 1_024 })
  }
  return found
}

function field(pid: number, name: string): string {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    return new RegExp(`^${name}:\\s*(.*)$`, 'm').exec(status)?.[1] ?? ''
  } catch {
    // It has ended since it was listed.
    return ''
  }
}
