import { realpathSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import { createCpuLoad } from './cpu-load'
import { readInterfaces } from './interfaces'
import { readMemory } from './memory'
import { type NetworkTotals, networkRate, totalsOf } from './network-rate'
import { limited, sensor } from './sources'
import { cpuTemperature } from './temperature'

/** One sample. A metric that could not be read is absent, never 0. MB and GB are powers of 1000; kbps counts bits. */
export type Metrics = Partial<
  Record<
    | 'cpu_usage_percent'
    | 'memory_usage_mb'
    | 'memory_usage_percent'
    | 'disk_usage_gb'
    | 'disk_usage_percent'
    | 'network_io_kbps'
    | 'cpu_temperature_celsius',
    number
  >
>

export type Collector = { sample: () => Promise<Metrics> }

const readLimitMs = 4_000

const round = (value: number, digits: number): number => Number(value.toFixed(digits))

type Volume = { used: number; percent: number }

/** The file system of a folder, without a process of its own: `df` hangs on a dead network mount elsewhere. */
function diskOf(dir: string): () => Promise<Volume | null> {
  const blocks = limited(readLimitMs, () => statfs(dir))
  return async () => {
    const fs = await blocks()
    if (!fs || fs.blocks === 0) return null
    const used = fs.blocks - fs.bfree
    return { used: used * fs.bsize, percent: (100 * used) / (used + fs.bavail) }
  }
}

/** The folder, or the nearest one above it that exists: on a full disk it may not have been made yet. */
function existing(dir: string): string {
  try {
    return realpathSync(dir)
  } catch {
    return dirname(dir) === dir ? dir : existing(dirname(dir))
  }
}

/** Measures this machine. The first sample has no network rate, which needs two readings. */
export async function createCollector(dir: string): Promise<Collector> {
  const folder = existing(dir)
  const load = limited(readLimitMs, createCpuLoad())
  const memory = limited(readLimitMs, readMemory)
  const disk = diskOf(folder)
  const interfaces = limited(readLimitMs, readInterfaces)
  const temperature = sensor(limited(readLimitMs, () => cpuTemperature()))
  const totals = async (): Promise<NetworkTotals | null> => {
    const read = await interfaces()
    return read && totalsOf(read, performance.now())
  }
  let before = await totals()
  // Discard the first CPU reading: it covers the time since boot.
  await load()

  return {
    sample: async () => {
      const [cpu, mem, volume, network, celsius] = await Promise.all([
        load(),
        memory(),
        disk(),
        totals(),
        temperature(),
      ])
      const rate = network && networkRate(before, network)
      // After a reading that failed, the rate is the average since the one before.
      before = network ?? before
      const read: [keyof Metrics, number | null | undefined, number][] = [
        ['cpu_usage_percent', cpu, 1],
        ['memory_usage_mb', mem && mem.used / 1e6, 0],
        ['memory_usage_percent', mem && (100 * mem.used) / mem.total, 1],
        ['disk_usage_gb', volume && volume.used / 1e9, 2],
        ['disk_usage_percent', volume?.percent, 1],
        ['network_io_kbps', rate, 2],
        ['cpu_temperature_celsius', celsius, 1],
      ]
      const metrics: Metrics = {}
      for (const [key, value, digits] of read)
        if (typeof value === 'number' && Number.isFinite(value)) metrics[key] = round(value, digits)
      return metrics
    },
  }
}
