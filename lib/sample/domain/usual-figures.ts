import type { SampleNode } from './node'
import { drift, noise } from './noise'
import { day, hour } from './timeline'

/** A moment in a node's life; `ago` is seconds before the load, negative after it. */
export type Moment = { node: SampleNode; time: number; slot: number; ago: number }

/** Values by metric; one that could not be read is absent. */
export type Figures = Record<string, number>

/** How busy the node is, from 0 before dawn to 1 in the afternoon, less at the weekend. */
function activity({ node, time }: Moment): number {
  const local = time + node.utcHours * hour
  const clock = (local % day) / day
  const sun = 0.5 - 0.5 * Math.cos(2 * Math.PI * (clock - 3.5 / 24))
  const evening = 0.12 * Math.sin(4 * Math.PI * clock)
  // 1970-01-01 was a Thursday.
  const weekday = (Math.floor(local / day) + 4) % 7
  return Math.max(0, sun + evening) * (weekday === 0 || weekday === 6 ? node.weekend : 1)
}

/** The values of a moment without events. */
export function usualFigures(moment: Moment): Figures {
  const { node, time, slot, ago } = moment
  const busy = activity(moment)
  const mood = drift(node.seed, 1, time, 2 * hour)
  const cpu =
    node.cpu.base + node.cpu.swing * busy + node.cpu.wander * (0.6 * mood + 0.4 * noise(node.seed, 2, slot))
  const memory =
    node.memory.base +
    node.memory.swing * busy +
    node.memory.wander * (0.7 * drift(node.seed, 3, time, 5 * hour) + 0.3 * noise(node.seed, 4, slot))
  const disk = Math.min(
    node.disk.start + node.disk.perDay * (30 - ago / day) + 0.4 * drift(node.seed, 5, time, 9 * hour),
    0.8 * node.disk.total,
  )
  const chance = noise(node.seed, 6, slot)
  const network =
    node.network.base +
    node.network.swing * busy +
    node.network.wander * (0.6 * mood + 0.6 * chance + (chance > 0.97 ? 1.5 : 0))
  return {
    cpu_usage_percent: Math.max(1, cpu),
    memory_usage_mb: memory,
    disk_usage_gb: disk,
    network_io_kbps: Math.max(4, network),
  }
}
