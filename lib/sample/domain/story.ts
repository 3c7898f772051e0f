import type { SampleNode } from './nodes'
import { drift, hash32, noise } from './noise'

export const minute = 60
export const hour = 3_600
export const day = 86_400

/** A moment in a node's life; `ago` is seconds before the load, negative after it. */
export type Moment = { node: SampleNode; time: number; slot: number; ago: number }

/** Values by metric; one that could not be read is absent. */
export type Figures = Record<string, number>

type Story = {
  /** Changes the usual values. */
  change?: (usual: Figures, moment: Moment) => Figures
  /** Whether the node sends nothing at this moment. */
  silent?: (moment: Moment) => boolean
}

/** When events that show on a chart began or ended, in seconds before the load, and how much the jobs freed. */
export const timeline = {
  cairoFreed: [
    { ago: 21 * day, gb: 40 },
    { ago: 13.9 * day, gb: 62 },
    { ago: 6.2 * day, gb: 52.4 },
  ],
  ammanFreed: [{ ago: 20 * day, gb: 18 }],
  roninRestarted: [27.6 * day, 22.3 * day, 16.9 * day, 11.2 * day, 5.5 * day],
  roninPressureSince: 40 * minute,
  lagosSaturatedSince: 21 * minute,
  lagosBefore: { from: 9.1 * day, to: 9 * day },
  osloBefore: { from: 16.2 * day, to: 16 * day },
  dakarBurst: { from: 2.12 * day, to: 2 * day },
  puneReboot: { from: 9 * day, to: 9 * day - 14 * minute },
  chengduBlindSince: 50 * minute,
  aucklandSilentSince: 3 * hour + 12 * minute,
} as const

const within = (ago: number, span: { from: number; to: number }): boolean => ago < span.from && ago >= span.to

const freed = (drops: readonly { ago: number; gb: number }[], ago: number): number =>
  drops.reduce((sum, drop) => (ago <= drop.ago ? sum + drop.gb : sum), 0)

/** A disk that keeps filling, faster in the last two hours; after the load more and more slowly, so that it never overflows. */
function cairoDisk(node: SampleNode, ago: number): number {
  const days = 30 - Math.max(ago, 0) / day
  const grown = days + (0.6 * Math.sin(2 * Math.PI * days)) / (2 * Math.PI)
  const rush = 12 * Math.max(0, 1 - Math.max(ago, 0) / (2 * hour))
  const later = ago < 0 ? 45 * (1 - Math.exp(ago / (10 * day))) : 0
  return node.disk.start + node.disk.perDay * grown + rush + later - freed(timeline.cairoFreed, ago)
}

const leakPerSecond = (13_926 - 7_400) / (5.5 * day - timeline.roninPressureSince)

/** Memory that grows from one restart to the next; when it is nearly full the service restarts on its own. */
function roninMemory(ago: number): number {
  const last = timeline.roninRestarted.findLast((restarted) => restarted >= ago) ?? 33 * day
  const fullAfter = (15_300 - 7_400) / leakPerSecond
  return leakPerSecond * ((last - ago) % fullAfter)
}

/** An uplink that loses packets in random quarters of an hour. */
function berlinLoses({ node, slot, ago }: Moment): boolean {
  if (ago >= 0 && ago < 12 * minute) return true
  if (ago >= 0 && ago < 40 * minute) return false
  const bad = ago < 30 * hour || within(ago, { from: 12 * day, to: 11 * day })
  return bad && hash32(node.seed, 77, Math.floor(slot / 900)) % 5 < 2
}

const saturated = ({ node, slot }: Moment): number => 97 + 1.8 * noise(node.seed, 31, slot)

const stories: Record<string, Story> = {
  'griot-cairo-1': {
    change: (usual, { node, ago }) => ({ ...usual, disk_usage_gb: cairoDisk(node, ago) }),
  },
  'griot-lagos-3': {
    change: (usual, moment) => {
      const stuck = moment.ago < timeline.lagosSaturatedSince || within(moment.ago, timeline.lagosBefore)
      const wait = drift(moment.node.seed, 41, moment.time, hour)
      return stuck
        ? { ...usual, cpu_usage_percent: saturated(moment), response_time_ms: 940 + 260 * wait }
        : { ...usual, response_time_ms: 62 + 18 * wait }
    },
  },
  'tohunga-akl-1': { silent: ({ ago }) => ago < timeline.aucklandSilentSince },
  'ronin-osaka-2': {
    change: (usual, { ago }) => ({
      ...usual,
      memory_usage_mb: (usual.memory_usage_mb ?? 0) + roninMemory(ago),
    }),
  },
  'musa-berlin-1': {
    change: (usual, moment) => {
      const chance = noise(moment.node.seed, 51, moment.slot)
      return { ...usual, packet_loss_percent: berlinLoses(moment) ? 34 + 9 * chance : 0.6 + 0.5 * chance }
    },
  },
  'amauta-cusco-1': {
    // The radio link fails in some nights, but not around the load: one silent node is enough at first.
    silent: ({ node, time, ago }) => {
      const local = time + node.utcHours * hour
      const night = Math.floor(local / day)
      const length = (1 + (hash32(node.seed, 62, night) % 5) / 2) * hour
      const begins = 2 * hour + (hash32(node.seed, 63, night) % 60) * minute
      const clock = local - night * day
      return (
        Math.abs(ago) > 8 * hour &&
        hash32(node.seed, 61, night) % 3 === 0 &&
        clock >= begins &&
        clock < begins + length
      )
    },
  },
  'griot-dakar-2': {
    change: (usual, { node, slot, ago }) =>
      within(ago, timeline.dakarBurst)
        ? { ...usual, network_io_kbps: node.network.link * (0.9 + 0.03 * noise(node.seed, 71, slot)) }
        : usual,
  },
  'hakim-amman-1': {
    change: (usual, { ago }) => ({
      ...usual,
      disk_usage_gb: (usual.disk_usage_gb ?? 0) - freed(timeline.ammanFreed, ago),
    }),
  },
  'junzi-chengdu-4': {
    change: (usual, { ago }) => {
      if (ago >= timeline.chengduBlindSince) return usual
      const { disk_usage_gb: _disk, memory_usage_mb: _memory, ...read } = usual
      return read
    },
  },
  'skald-oslo-2': {
    change: (usual, moment) => {
      const busy = within(moment.ago, timeline.osloBefore)
      const cpu = busy ? saturated(moment) - 8 : (usual.cpu_usage_percent ?? 0)
      const room = 1.5 * drift(moment.node.seed, 81, moment.time, 6 * hour)
      return { ...usual, cpu_usage_percent: cpu, temperature_celsius: 36 + 0.3 * cpu + room }
    },
  },
  'pandit-pune-1': {
    change: (usual, { node, time }) => {
      const clock = (time + node.utcHours * hour) % day
      // The nightly backup.
      if (clock < 1.5 * hour || clock >= 2.25 * hour) return usual
      return {
        ...usual,
        cpu_usage_percent: (usual.cpu_usage_percent ?? 0) + 28,
        network_io_kbps: (usual.network_io_kbps ?? 0) * 4,
      }
    },
    silent: ({ ago }) => within(ago, timeline.puneReboot),
  },
}

const storyOf = (node: SampleNode): Story => stories[node.name] ?? {}

export const isSilent = (moment: Moment): boolean => storyOf(moment.node).silent?.(moment) ?? false

/** The values at a moment: the usual ones, changed by what happens to this node. */
export function figuresAt(moment: Moment): Figures {
  const usual = usualFigures(moment)
  return storyOf(moment.node).change?.(usual, moment) ?? usual
}

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

function usualFigures(moment: Moment): Figures {
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
