import { readFile } from 'node:fs/promises'
import { library } from './library'

/** In bytes; what the system could give up for programs, such as its cache of files, is not used. */
type MemoryUse = { used: number; total: number }

/** Parses /proc/meminfo, in kB; null for any other text. Linux before 3.14 has no MemAvailable. */
export function parseMeminfo(text: string): MemoryUse | null {
  const bytes = (name: string): number | null => {
    const [, kilobytes] = new RegExp(`^${name}: +(\\d+) kB$`, 'm').exec(text) ?? []
    return kilobytes === undefined ? null : Number(kilobytes) * 1_024
  }
  const [total, free] = [bytes('MemTotal'), bytes('MemFree')]
  if (total === null || free === null) return null
  const cache = (bytes('Buffers') ?? 0) + (bytes('Cached') ?? 0) + (bytes('SReclaimable') ?? 0)
  return { used: total - (bytes('MemAvailable') ?? free + cache), total }
}

export async function readMemory(): Promise<MemoryUse | null> {
  if (process.platform === 'linux') return parseMeminfo(await readFile('/proc/meminfo', 'utf8'))
  const { active, total } = await (await library()).mem()
  return { used: active, total }
}
