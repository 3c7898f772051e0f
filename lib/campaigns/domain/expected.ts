import type { CampaignRules, CampaignState } from './campaign'
import type { Mark } from './marks'

// When the waves of a campaign are to be expected: each from its earliest to its latest time, in milliseconds since 1970.

export type Span = { from: number; to: number }

/** How long a run usually takes, in milliseconds. */
export type Usual = { least: number; most: number }

/** `usual` null: too few runs say how long it takes. `notBefore`: when the window of the job opens. */
export type ExpectedJob = {
  mark: Mark
  startedAt: number | null
  notBefore: number | null
  usual: Usual | null
}

type ExpectedWave = {
  /** Its number; those that somebody may not see are missing. */
  wave: number
  openedAt: number | null
  waitsUntil: number | null
  endedAt: number | null
  jobs: readonly ExpectedJob[]
}

/** Null: not known, or over. */
export type Expected = { begins: Span | null; ends: Span | null }

const minute = 60_000
const canRun: readonly Mark[] = ['running', 'approved', 'waits']
const unknown: Expected = { begins: null, ends: null }

/**
 * Each wave as soon and as late as approvals, pauses and usual runs allow. A request without consent may be skipped or start last, at the end
 * of its wait. Nothing is known while the campaign is held, or after a wave of which nothing is known.
 */
export function expectedWaves(
  waves: readonly ExpectedWave[],
  rules: Pick<CampaignRules, 'pause_minutes' | 'wait_minutes' | 'at_once'>,
  state: CampaignState,
  now: number,
): Expected[] {
  const pause = rules.pause_minutes * minute
  let before: Span | null = null
  return waves.map((wave, index) => {
    const first = index === 0 || waves[index - 1]?.wave !== wave.wave - 1
    if (first) before = null
    if (wave.endedAt !== null) {
      before = { from: wave.endedAt, to: wave.endedAt }
      return unknown
    }
    if (state !== 'running') return unknown
    const begins: Span | null =
      wave.openedAt === null && before
        ? { from: Math.max(now, before.from + pause), to: Math.max(now, before.to + pause) }
        : null
    const start = wave.openedAt === null ? begins : { from: now, to: now }
    before = start && endOf(wave, start, rules, now)
    return { begins, ends: before }
  })
}

function endOf(
  { jobs, waitsUntil }: ExpectedWave,
  start: Span,
  { wait_minutes, at_once }: Pick<CampaignRules, 'wait_minutes' | 'at_once'>,
  now: number,
): Span | null {
  const left = jobs.filter(({ mark }) => canRun.includes(mark))
  const runs = left.flatMap((job) => lengthOf(job, now) ?? [])
  if (runs.length < left.length) return null
  const opens = Math.max(0, ...left.map(({ notBefore }) => notBefore ?? 0))
  const sure = runs.filter((_, index) => left[index]?.mark !== 'waits').map(({ least }) => least)
  const lastStart = left.some(({ mark }) => mark === 'waits')
    ? Math.max(start.to, waitsUntil ?? start.to + wait_minutes * minute)
    : start.to
  const longest = runs.map(({ most }) => most)
  return {
    from: Math.max(start.from, sure.length > 0 ? opens : 0) + atLeast(sure, at_once),
    to: Math.max(lastStart, opens) + atMost(longest, at_once),
  }
}

function lengthOf({ mark, startedAt, usual }: ExpectedJob, now: number): Usual | null {
  if (!usual) return null
  const gone = mark === 'running' && startedAt !== null ? now - startedAt : 0
  return { least: Math.max(0, usual.least - gone), most: Math.max(0, usual.most - gone) }
}

const sum = (values: readonly number[]): number => values.reduce((all, one) => all + one, 0)

/** No order of the runs is faster than this. */
const atLeast = (runs: readonly number[], places: number | null): number =>
  Math.max(0, ...runs, places === null ? 0 : sum(runs) / places)

/** No order of them is slower, as long as no place stays free (Graham, 1966). */
function atMost(runs: readonly number[], places: number | null): number {
  const longest = Math.max(0, ...runs)
  return places === null ? longest : sum(runs) / places + longest * (1 - 1 / places)
}

/** Fewer runs than these say nothing. */
const fewest = 3

/** How long runs usually take on each node: by its own if there are enough, else by those of all, without the odd ones. */
export function usualRuns(runs: ReadonlyMap<string, readonly number[]>): (node: string) => Usual | null {
  const all = [...runs.values()].flat().sort((a, b) => a - b)
  const at = (share: number): number => all[Math.round(share * (all.length - 1))] ?? 0
  const ofAll = all.length < fewest ? null : { least: at(0.1), most: at(0.9) }
  return (node) => {
    const own = runs.get(node) ?? []
    return own.length < fewest ? ofAll : { least: Math.min(...own), most: Math.max(...own) }
  }
}
