import { parseArgs } from 'node:util'

/** How much is measured. `history` has a report per minute and node, `fleet` one per half hour. */
type Scale = {
  name: 'tiny' | 'default' | 'full'
  history: { nodes: number; days: number }
  /** As many nodes as a comparison takes, for a range of 30 days and the period before. */
  compared: { nodes: number; days: number }
  fleet: { nodes: number; reports: number }
  /**
   * Ended jobs, of which the newest `lived` have all that jobs collect, how many wait for their agents, `claims` per round, and
   * the lines of one long log.
   */
  board: {
    jobs: number
    nodes: number
    lived: number
    queued: number
    few: number
    claims: number
    logLines: number
  }
  /** Batches of 500 reports, and single posts, per round. */
  batches: number
  posts: number
  /** Open fleet pages, event streams, for how long, and how many reports come in meanwhile. */
  viewers: number
  streams: number
  viewerSeconds: number
  reportsPerSecond: number
  /** Strangers who sign in at once. */
  signIns: number
  /** Decisions of each kind, and verifications of a job, per round; and those of one list. */
  decisions: number
  together: number
  /** How often something short is called per sample. */
  calls: number
  /** Disk space that the databases need, in GB. */
  diskGb: number
  /** Whether pages in Chromium and Prometheus are measured. */
  visitors: boolean
}

const queue = { queued: 40_000, few: 200, claims: 1_000 }

const scales = {
  full: {
    name: 'full',
    history: { nodes: 100, days: 139 },
    compared: { nodes: 50, days: 61 },
    fleet: { nodes: 10_000, reports: 48 },
    board: { jobs: 1_000_000, nodes: 2_000, lived: 5_000, ...queue, logLines: 1_000_000 },
    ...{ viewers: 500, streams: 2_000, viewerSeconds: 12, reportsPerSecond: 333 },
    ...{
      batches: 80,
      posts: 4_000,
      signIns: 2_000,
      decisions: 40,
      together: 100,
      calls: 9,
      diskGb: 50,
      visitors: true,
    },
  },
  // As many rows per node as --full, so that each window holds as many, with a tenth of the nodes.
  default: {
    name: 'default',
    history: { nodes: 10, days: 139 },
    compared: { nodes: 50, days: 61 },
    fleet: { nodes: 10_000, reports: 48 },
    board: { jobs: 1_000_000, nodes: 2_000, lived: 5_000, ...queue, logLines: 1_000_000 },
    ...{ viewers: 500, streams: 2_000, viewerSeconds: 12, reportsPerSecond: 333 },
    ...{
      batches: 40,
      posts: 2_000,
      signIns: 2_000,
      decisions: 40,
      together: 100,
      calls: 9,
      diskGb: 8,
      visitors: true,
    },
  },
  tiny: {
    name: 'tiny',
    history: { nodes: 2, days: 2 },
    compared: { nodes: 2, days: 2 },
    fleet: { nodes: 150, reports: 2 },
    board: { jobs: 2_000, nodes: 20, lived: 100, queued: 100, few: 10, claims: 20, logLines: 3_000 },
    ...{ viewers: 25, streams: 50, viewerSeconds: 3, reportsPerSecond: 20 },
    ...{
      batches: 4,
      posts: 64,
      signIns: 100,
      decisions: 2,
      together: 5,
      calls: 1,
      diskGb: 1,
      visitors: false,
    },
  },
} as const satisfies Record<string, Scale>

export type Options = { scale: Scale; repeats: number; only: string[] }

export const usage = (topics: readonly string[]): string =>
  `npm run bench -- [--only a,b] [--repeats N] [--full | --tiny]

  --only     some of: ${topics.join(', ')}
  --repeats  rounds of every measurement, alternating sides (default 5; fewer are not meaningful)
  --full     20 million reports over 100 nodes instead of 2 million over 10; takes half an hour and 50 GB more
  --tiny     only shows that the benchmark works; its figures mean nothing

Databases are created under TMPDIR and removed at the end. Results are written to dist/bench/.`

/** Parses the command line. A string says what is wrong with it. */
export function readOptions(argv: readonly string[], topics: readonly string[]): Options | string {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        only: { type: 'string' },
        repeats: { type: 'string' },
        full: { type: 'boolean' },
        tiny: { type: 'boolean' },
      },
    })
    const only = values.only?.split(',') ?? []
    const unknown = only.find((name) => !topics.includes(name))
    if (unknown !== undefined) return `Unknown topic: ${unknown}.`
    if (values.full && values.tiny) return 'Choose either --full or --tiny.'
    const scale = values.full ? scales.full : values.tiny ? scales.tiny : scales.default
    const repeats = Number(values.repeats ?? (values.tiny ? 1 : 5))
    if (!Number.isInteger(repeats) || repeats < 1) return '--repeats must be a whole number from 1.'
    return { scale, repeats, only }
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

const thousands = (value: number): string => value.toLocaleString('en-US')

/** What was measured, for the head of the result; a smaller run says so. */
export function shownScale({ scale, repeats }: Options): string {
  const { nodes, days } = scale.history
  const size = `${thousands(nodes * days * 1_440)} reports (${nodes} nodes × ${days} days, one per minute)`
  const which = {
    full: '',
    default: '; smaller than --full (20 million over 100 nodes), with windows of the same length',
    tiny: '; a miniature: its figures mean nothing',
  }[scale.name]
  const few = repeats < 5 ? ' (fewer than five: not meaningful)' : ''
  return `${size}, fleet of ${thousands(scale.fleet.nodes)} nodes, ${thousands(scale.board.jobs)} jobs${which}. Medians of ${repeats} rounds${few}.`
}
