import type { SampleNode } from './node'
import { drift, hash32, noise } from './noise'
import { day, hour, minute, timeline } from './timeline'
import { type Figures, type Moment, usualFigures } from './usual-figures'

type Story = {
  /** Changes the usual values. */
  change?: (usual: Figures, moment: Moment) => Figures
  /** Whether the node sends nothing at this moment. */
  silent?: (moment: Moment) => boolean
}

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
