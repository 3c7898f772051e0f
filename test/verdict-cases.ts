import type { Stretch } from '@/lib/verdicts/domain/stretches'
import type { Verdict } from '@/lib/verdicts/domain/verdict'
import { jitter } from './noise'

// Nodes whose metric is known to the last decimal, and so whether a run helped them. Times in seconds from the end of the run.

const [minute, hour, day] = [60, 3_600, 86_400]

/** A node's level without noise over time, in per cent, when it is silent, and how noisy it is. */
export type Machine = { level: (at: number) => number; silent?: (at: number) => boolean; noise: number }

const reportEvery = 120
const runSeconds = 420

/** What the node's agent reports: Warning from 85 %, Error from 95 %, each with its diagnosis. */
function* reportsOf({ level, silent, noise }: Machine, random: () => number, until: number) {
  let wander = 0
  for (let at = -runSeconds - 8 * day; at < until; at += reportEvery) {
    // Part of the noise lasts for some minutes.
    wander = 0.8 * wander + 0.6 * jitter(random)
    if (silent?.(at)) continue
    const value = level(at) + noise * (0.6 * wander + 0.6 * jitter(random))
    const status = value >= 95 ? 'Error' : value >= 85 ? 'Warning' : 'Healthy'
    yield { at, value, status, code: status === 'Healthy' ? null : 'DISK_NEARING_CAPACITY' }
  }
}

/** The stretches that `readStretches` would find, and the run. */
export function evidenceOf(machine: Machine, random: () => number, until: number) {
  const run = { from: -runSeconds, to: 0 }
  const stretches: Stretch[] = []
  let part = -1
  for (const { at, status, code } of reportsOf(machine, random, until)) {
    const now = at < run.from ? 0 : at < run.to ? 1 : 2
    const last = stretches.at(-1)
    if (last && part === now && last.status === status && last.code === code) {
      last.to = at
      last.reports += 1
    } else stretches.push({ from: at, to: at, reports: 1, status, code })
    part = now
  }
  return { run, until, stretches, otherRuns: [] }
}

export type VerdictCase = {
  name: string
  /** What is true of the run; others may be said, but are wrong. */
  truth: Verdict
  machine: (random: () => number) => Machine
}

const between = (random: () => number, low: number, high: number): number => low + (high - low) * random()
const noiseOf = (random: () => number): number => between(random, 0.5, 2)

/** Ill from `since` until `until`, else well. */
const ill =
  (since: number, until: number, high = 91, low = 60) =>
  (at: number): number =>
    at >= since && at < until ? high : low
const forever = Number.POSITIVE_INFINITY
const onset = (random: () => number): number => -runSeconds - between(random, hour, 60 * hour)

/** Two hours of load in every night; the run is in one of them. */
const nightly = (random: () => number) => {
  const into = between(random, 20 * minute, 80 * minute)
  return (at: number): number => ((((at + runSeconds + into) % day) + day) % day < 2 * hour ? 92 : 55)
}

/** So long on average, independent of how long it has lasted already. */
const lasting = (random: () => number, mean: number): number => -mean * Math.log(1 - random())

/** Ill and well by turns; ill when the run begins. */
function onAndOff(random: () => number) {
  const changes = [-runSeconds - lasting(random, 3 * hour)]
  while ((changes[0] ?? 0) > -9 * day) changes.unshift((changes[0] ?? 0) - lasting(random, 3 * hour))
  const before = changes.length
  changes.push(-runSeconds + lasting(random, 3 * hour))
  while ((changes.at(-1) ?? 0) < 8 * day) changes.push((changes.at(-1) ?? 0) + lasting(random, 3 * hour))
  return (at: number): number =>
    Math.abs(before - changes.findLastIndex((change) => change <= at)) % 2 === 1 ? 91 : 60
}

export const verdictCases: readonly VerdictCase[] = [
  {
    name: 'level falls with the run',
    truth: 'fixed',
    machine: (random) => ({
      level: ill(onset(random), between(random, -300, 20 * minute)),
      noise: noiseOf(random),
    }),
  },
  {
    name: 'the same, reports missing for 1 to 2 h after it',
    truth: 'fixed',
    machine: (random) => {
      const length = between(random, hour, 2 * hour)
      const silent = (at: number): boolean => at > 20 * minute && at < 20 * minute + length
      return { level: ill(onset(random), 10 * minute), silent, noise: noiseOf(random) }
    },
  },
  {
    name: 'slow growth, 15 % freed by the run',
    truth: 'fixed',
    machine: (random) => {
      const a_day = between(random, 0.5, 2)
      const over = between(random, 1, 3)
      return {
        level: (at) => 85 + over + (at / day) * a_day - (at > 0 ? 15 : 0),
        noise: between(random, 0.1, 0.4),
      }
    },
  },
  {
    name: 'slow growth, nothing freed',
    truth: 'no_change',
    machine: (random) => {
      const a_day = between(random, 0.5, 2)
      const over = between(random, 1, 3)
      return { level: (at) => 85 + over + (at / day) * a_day, noise: between(random, 0.1, 0.4) }
    },
  },
  {
    name: 'ill before and after',
    truth: 'no_change',
    machine: (random) => ({ level: ill(onset(random), forever), noise: noiseOf(random) }),
  },
  {
    name: 'falls, and is back after 1 to 5 h',
    truth: 'no_change',
    machine: (random) => {
      const [since, back] = [onset(random), between(random, hour, 5 * hour)]
      return { level: (at) => (at >= since && (at < 300 || at > back) ? 91 : 60), noise: noiseOf(random) }
    },
  },
  {
    name: 'noise around the limit',
    truth: 'no_change',
    machine: (random) => ({ level: () => 85, noise: between(random, 1, 3) }),
  },
  {
    name: 'load every night, run in the middle of it',
    truth: 'no_change',
    machine: (random) => ({ level: nightly(random), noise: noiseOf(random) }),
  },
  {
    name: 'well before and after',
    truth: 'no_change',
    machine: (random) => ({ level: () => between(random, 60, 61), noise: noiseOf(random) }),
  },
  {
    name: 'well, ill since the run',
    truth: 'worse',
    machine: (random) => ({
      level: ill(between(random, -200, 30 * minute), forever),
      noise: noiseOf(random),
    }),
  },
  {
    name: 'Warning before, Error since the run',
    truth: 'worse',
    machine: (random) => {
      const since = onset(random)
      return { level: (at) => (at < since ? 60 : at < 0 ? 90 : 99), noise: between(random, 0.3, 0.8) }
    },
  },
  {
    name: 'silent since the run',
    truth: 'not_enough_data',
    machine: (random) => ({ level: ill(onset(random), 0), silent: (at) => at > 0, noise: noiseOf(random) }),
  },
  {
    name: 'comes and goes by itself, for 3 h on average each',
    truth: 'no_change',
    machine: (random) => ({ level: onAndOff(random), noise: noiseOf(random) }),
  },
  ...[12, 1].map(
    (hours): VerdictCase => ({
      name: `ends by itself after ${hours} h on average, whatever is run`,
      truth: 'no_change',
      // The run comes at any time while the illness lasts, and what is left of it does not depend on that.
      machine: (random) => ({
        level: ill(-runSeconds - lasting(random, hours * hour), lasting(random, hours * hour) - runSeconds),
        noise: noiseOf(random),
      }),
    }),
  ),
]

/**
 * A metric with a daily cycle of any phase, slow growth, load every night and noise, in buckets of five minutes, numbered from
 * the start of the time before a run; `deviation`: that of its noise.
 */
export function dailyMetric(random: () => number) {
  const [phase, a_day, deviation] = [between(random, 0, 288), between(random, 0, 3), between(random, 0.5, 2)]
  const height = between(random, 0, 15)
  const level = (at: number): number => {
    const ofDay = (((at + phase) % 288) + 288) % 288
    return 50 + (a_day * at) / 288 + height * Math.sin((2 * Math.PI * ofDay) / 288) + (ofDay < 24 ? 30 : 0)
  }
  let wander = 0
  return {
    deviation,
    window: (from: number, length: number): number[] =>
      Array.from({ length }, (_, index) => {
        wander = 0.8 * wander + 0.6 * jitter(random)
        return level(from + index) + deviation * (0.6 * wander + 0.6 * jitter(random))
      }),
  }
}
