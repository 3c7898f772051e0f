import { realpathSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import systeminformation from 'systeminformation'
import { within } from './wait'

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

/** Interfaces whose traffic also crosses a real one: containers, bridges, tunnels. */
const virtual = /^(lo|docker|veth|br-|virbr|cni|flannel|cali|tun|tap|wg|ifb|dummy)/

type NetworkTotals = { bytes: number; at: number }

/** Kilobits per second between two readings; null without an earlier one or after a counter reset. */
function networkRate(before: NetworkTotals | null, after: NetworkTotals): number | null {
  if (!before || after.bytes < before.bytes || after.at <= before.at) return null
  return round(((after.bytes - before.bytes) * 8) / (after.at - before.at), 2)
}

async function networkTotals(): Promise<NetworkTotals | null> {
  const interfaces = await within(readLimitMs, systeminformation.networkStats('*'))
  const real = interfaces?.filter((one) => !virtual.test(one.iface) && one.operstate !== 'down') ?? []
  const bytes = real.reduce((sum, one) => sum + one.rx_bytes + one.tx_bytes, 0)
  return real.length === 0 || !Number.isFinite(bytes) ? null : { bytes, at: performance.now() }
}

/** The file system of `dir`: the longest mount point above it, else what statfs says. */
async function disk(dir: string): Promise<{ used: number; percent: number } | null> {
  const mounts = (await within(readLimitMs, systeminformation.fsSize())) ?? []
  const holding = mounts
    .filter(({ mount }) => mount === '/' || dir === mount || dir.startsWith(`${mount}/`))
    .sort((a, b) => b.mount.length - a.mount.length)[0]
  if (holding && holding.size > 0)
    return { used: holding.used, percent: (100 * holding.used) / (holding.used + holding.available) }
  const fs = await within(readLimitMs, statfs(dir))
  if (!fs || fs.blocks === 0) return null
  const used = fs.blocks - fs.bfree
  return { used: used * fs.bsize, percent: (100 * used) / (used + fs.bavail) }
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
  let network = await networkTotals()
  let hasTemperature = true
  // Discard the first CPU reading: it covers the time since boot.
  await within(readLimitMs, systeminformation.currentLoad())

  const temperature = async (): Promise<number | null> => {
    const main = hasTemperature ? (await within(readLimitMs, systeminformation.cpuTemperature()))?.main : null
    hasTemperature = typeof main === 'number' && main > 0
    return hasTemperature ? (main ?? null) : null
  }

  return {
    sample: async () => {
      const [load, memory, volume, totals, celsius] = await Promise.all([
        within(readLimitMs, systeminformation.currentLoad()),
        within(readLimitMs, systeminformation.mem()),
        disk(folder),
        networkTotals(),
        temperature(),
      ])
      const rate = totals ? networkRate(network, totals) : null
      network = totals
      const read: [keyof Metrics, number | null | undefined, number][] = [
        ['cpu_usage_percent', load?.currentLoad, 1],
        ['memory_usage_mb', memory && memory.active / 1e6, 0],
        ['memory_usage_percent', memory && (100 * memory.active) / memory.total, 1],
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
