import type { TaskOffer } from '@/lib/tasks/domain/task'
import { sampleTasks } from './tasks'

/** How a quantity varies: `base` at the quietest hour, plus `swing` at the busiest, plus random `wander`. */
type Rhythm = { base: number; swing: number; wander: number }

/** One node of the sample fleet. Memory in MB, disk in GB, network in kbps, CPU in percent. */
export type SampleNode = {
  did: string
  name: string
  labels: Record<string, string>
  /** Who owns it: the approver of local mode, or its admin. */
  owner: 'approver' | 'admin'
  /** The seed of its noise, 1 … 12. */
  seed: number
  /** Its offset from UTC, for the daily rhythm. */
  utcHours: number
  timeZone: string
  /** Activity on a weekend day, relative to a working day. */
  weekend: number
  cpu: Rhythm
  memory: Rhythm & { total: number }
  disk: { start: number; perDay: number; total: number }
  network: Rhythm & { link: number }
  /** Names of the nodes that it depends on. */
  dependsOn: readonly string[]
  tasks: readonly TaskOffer[]
}

type Brief = Omit<SampleNode, 'labels' | 'tasks' | 'owner' | 'did'> & {
  id: string
  labels: [region: string, site: string]
  owner?: 'admin'
}

const node = ({ id, labels: [region, site], owner = undefined, ...brief }: Brief): SampleNode => {
  const network = brief.name.slice(0, brief.name.indexOf('-'))
  return {
    ...brief,
    did: `did:kos:${network}:${id}`,
    labels: { region, site, network },
    owner: owner ?? 'approver',
    tasks: sampleTasks(network),
  }
}

const rhythm = (base: number, swing: number, wander: number): Rhythm => ({ base, swing, wander })

/** The twelve nodes; story.ts has what happens to each. */
export const sampleNodes: readonly SampleNode[] = [
  node({
    id: '123f7a90c2d84be1a1e09d',
    name: 'griot-cairo-1',
    labels: ['af-north', 'Cairo'],
    seed: 1,
    utcHours: 2,
    timeZone: 'Africa/Cairo',
    weekend: 0.8,
    cpu: rhythm(19, 22, 7),
    memory: { ...rhythm(7_600, 1_300, 350), total: 16_384 },
    disk: { start: 340, perDay: 8, total: 500 },
    network: { ...rhythm(150, 300, 90), link: 20_000 },
    dependsOn: ['hakim-amman-1', 'griot-dakar-2', 'tohunga-akl-1'],
  }),
  node({
    id: '9f2c5be07713d8a64c0241b7',
    name: 'griot-lagos-3',
    labels: ['af-west', 'Lagos'],
    seed: 2,
    utcHours: 1,
    timeZone: 'Africa/Lagos',
    weekend: 0.9,
    cpu: rhythm(26, 24, 8),
    memory: { ...rhythm(9_300, 1_900, 400), total: 16_384 },
    disk: { start: 291, perDay: 0.5, total: 500 },
    network: { ...rhythm(260, 420, 130), link: 20_000 },
    dependsOn: ['griot-cairo-1', 'griot-dakar-2'],
  }),
  node({
    id: '77aa90bd41f2c6e85d130c1e',
    name: 'tohunga-akl-1',
    labels: ['ap-south', 'Auckland'],
    seed: 3,
    utcHours: 13,
    timeZone: 'Pacific/Auckland',
    weekend: 0.6,
    cpu: rhythm(14, 18, 6),
    memory: { ...rhythm(5_200, 900, 250), total: 12_288 },
    disk: { start: 166, perDay: 0.3, total: 320 },
    network: { ...rhythm(90, 210, 60), link: 10_000 },
    dependsOn: ['ronin-osaka-2', 'sachem-yyz-1'],
  }),
  node({
    id: '51d06e9b3c72f480d9b1aa27',
    name: 'ronin-osaka-2',
    labels: ['ap-east', 'Osaka'],
    seed: 4,
    utcHours: 9,
    timeZone: 'Asia/Tokyo',
    weekend: 0.7,
    cpu: rhythm(22, 25, 7),
    memory: { ...rhythm(7_400, 0, 6), total: 16_384 },
    disk: { start: 252, perDay: 0.4, total: 500 },
    network: { ...rhythm(180, 340, 100), link: 20_000 },
    dependsOn: ['junzi-chengdu-4', 'pandit-pune-1', 'hakim-amman-1'],
  }),
  node({
    id: '0b7e14d8a9f5326c7e80c3f4',
    name: 'musa-berlin-1',
    labels: ['eu-central', 'Berlin'],
    seed: 5,
    utcHours: 1,
    timeZone: 'Europe/Berlin',
    weekend: 0.5,
    cpu: rhythm(24, 30, 8),
    memory: { ...rhythm(6_500, 1_200, 300), total: 16_384 },
    disk: { start: 171, perDay: 0.35, total: 400 },
    network: { ...rhythm(220, 480, 140), link: 20_000 },
    dependsOn: ['skald-oslo-2', 'hakim-amman-1'],
  }),
  node({
    id: 'ab31c8f7529e04d6b3f17d20',
    name: 'amauta-cusco-1',
    labels: ['sa-west', 'Cusco'],
    seed: 6,
    utcHours: -5,
    timeZone: 'America/Lima',
    weekend: 0.85,
    cpu: rhythm(12, 16, 5),
    memory: { ...rhythm(5_300, 1_000, 260), total: 12_288 },
    disk: { start: 199, perDay: 0.4, total: 400 },
    network: { ...rhythm(60, 160, 50), link: 4_000 },
    dependsOn: ['sachem-yyz-1', 'griot-dakar-2'],
  }),
  node({
    id: '6e12d04bf8a37c59e21698fa',
    name: 'griot-dakar-2',
    labels: ['af-west', 'Dakar'],
    seed: 7,
    utcHours: 0,
    timeZone: 'Africa/Dakar',
    weekend: 0.8,
    cpu: rhythm(10, 14, 5),
    memory: { ...rhythm(4_900, 900, 240), total: 12_288 },
    disk: { start: 238, perDay: 0.4, total: 400 },
    network: { ...rhythm(140, 260, 90), link: 6_000 },
    dependsOn: ['griot-cairo-1', 'griot-lagos-3'],
  }),
  node({
    id: 'c0a7d94e6b1835f2a47e11c8',
    name: 'hakim-amman-1',
    labels: ['me-central', 'Amman'],
    seed: 8,
    utcHours: 3,
    timeZone: 'Asia/Amman',
    weekend: 0.75,
    cpu: rhythm(8, 11, 4),
    memory: { ...rhythm(3_900, 700, 180), total: 8_192 },
    disk: { start: 158, perDay: 0.3, total: 320 },
    network: { ...rhythm(80, 190, 60), link: 10_000 },
    dependsOn: ['griot-cairo-1', 'musa-berlin-1'],
  }),
  node({
    id: '4410e7b29c6da85f03d1be52',
    name: 'junzi-chengdu-4',
    labels: ['ap-east', 'Chengdu'],
    seed: 9,
    utcHours: 8,
    timeZone: 'Asia/Shanghai',
    weekend: 0.8,
    cpu: rhythm(18, 23, 7),
    memory: { ...rhythm(7_300, 1_300, 320), total: 16_384 },
    disk: { start: 276, perDay: 0.4, total: 500 },
    network: { ...rhythm(210, 390, 120), link: 20_000 },
    dependsOn: ['ronin-osaka-2', 'pandit-pune-1'],
  }),
  node({
    id: 'c9d4038fa6e1b75d80932f6b',
    name: 'sachem-yyz-1',
    labels: ['na-east', 'Toronto'],
    owner: 'admin',
    seed: 10,
    utcHours: -5,
    timeZone: 'America/Toronto',
    weekend: 0.25,
    cpu: rhythm(9, 27, 5),
    memory: { ...rhythm(5_700, 1_900, 250), total: 16_384 },
    disk: { start: 221, perDay: 0.35, total: 400 },
    network: { ...rhythm(110, 520, 110), link: 20_000 },
    dependsOn: ['skald-oslo-2', 'amauta-cusco-1', 'musa-berlin-1'],
  }),
  node({
    id: '3f80b6c15de97a240cf86a91',
    name: 'skald-oslo-2',
    labels: ['eu-north', 'Oslo'],
    owner: 'admin',
    seed: 11,
    utcHours: 1,
    timeZone: 'Europe/Oslo',
    weekend: 0.6,
    cpu: rhythm(15, 18, 6),
    memory: { ...rhythm(4_600, 800, 210), total: 12_288 },
    disk: { start: 130, perDay: 0.3, total: 320 },
    network: { ...rhythm(120, 280, 80), link: 10_000 },
    dependsOn: ['musa-berlin-1', 'sachem-yyz-1'],
  }),
  node({
    id: 'e83b5f1d607ac492b8f43d06',
    name: 'pandit-pune-1',
    labels: ['ap-south', 'Pune'],
    seed: 12,
    utcHours: 5.5,
    timeZone: 'Asia/Kolkata',
    weekend: 0.7,
    cpu: rhythm(16, 20, 6),
    memory: { ...rhythm(6_100, 1_100, 280), total: 16_384 },
    disk: { start: 187, perDay: 0.45, total: 400 },
    network: { ...rhythm(170, 330, 100), link: 20_000 },
    dependsOn: ['junzi-chengdu-4', 'hakim-amman-1'],
  }),
]
