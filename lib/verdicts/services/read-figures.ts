import type { EntityManager } from 'typeorm'
import type { NodeScope } from '@/lib/kernel/did/node-scope'
import { orderMetrics } from '@/lib/reports/domain/metric'
import { metricOfCode } from '@/lib/reports/domain/telling-metric'
import { readSamples, type Window, type WindowSamples } from '@/lib/verdicts/db/samples'
import { type Figure, figureOf } from '@/lib/verdicts/domain/figures'
import { settledSeconds } from '@/lib/verdicts/domain/verdict'

const day = 86_400

/** Roll-ups have this step, and are there as long as a chart is. */
const usualStep = 300

/** Earlier days with which the same hours are compared. */
const mostDays = 14

/** The named metric and so many others show that nothing else moved. */
const mostMetrics = 6

/** Buckets fine enough that a short time after a run still has several. */
const stepOf = (seconds: number): number => (seconds >= 3_600 ? usualStep : seconds >= 900 ? 60 : 10)

/** The time before and after a run that is compared, at most as long as it takes until a verdict is settled. */
function windowsOf(run: { from: number; to: number }, until: number): { before: Window; after: Window } {
  const end = Math.min(until, run.to + settledSeconds)
  const step = stepOf(end - run.to)
  const [begins, ended] = [Math.floor(run.from / step), Math.ceil(run.to / step)]
  // As fine as the time after it, of which there is little at first.
  const length = step === usualStep ? settledSeconds : 3_600
  const before = { from: begins * step - length, to: begins * step, step }
  return { before, after: { from: ended * step, to: Math.max(end, ended * step + step), step } }
}

const shifted = ({ from, to, step }: Window, seconds: number): Window => ({
  ...{ from: from - seconds, to: to - seconds, step },
})

/** The part of samples read from `all` that lies in `part`; both have the same step. */
const partOf = (samples: readonly (number | null)[] | undefined, all: Window, part: Window) =>
  samples?.slice(
    Math.max(0, (part.from - all.from) / all.step),
    Math.max(0, Math.ceil((part.to - all.from) / all.step)),
  ) ?? []

type Read = { named: string | null; figures: Figure[] }

/** The metrics of a node over a run: the one that a code of `codes` names, and others. */
export async function readFigures(
  db: EntityManager,
  scope: NodeScope,
  run: { from: number; to: number },
  until: number,
  codes: readonly (string | null)[],
): Promise<Read> {
  const { before, after } = windowsOf(run, until)
  const first = await readSamples(db, scope, before, null)
  const found = orderMetrics([...first.keys()])
  const named = codes.flatMap((code) => metricOfCode(code, found) ?? [])[0] ?? null
  const metrics = [...new Set([...(named ? [named] : []), ...found])].slice(0, mostMetrics)
  if (metrics.length === 0) return { named, figures: [] }
  const during = { from: run.from, to: Math.max(run.to, run.from + 1), step: Math.max(run.to - run.from, 1) }
  const [ran, later, history] = await Promise.all([
    readSamples(db, scope, during, metrics),
    readSamples(db, scope, after, metrics),
    after.step === usualStep ? readHistory(db, scope, before, after, metrics) : [],
  ])
  const figures = metrics.flatMap((metric) => {
    const earlierDays = history.map((read) => read(metric))
    const own = (samples: WindowSamples) => samples.get(metric) ?? []
    return figureOf(metric, { before: own(first), during: own(ran), after: own(later), earlierDays }) ?? []
  })
  return { named, figures }
}

type OfDay = (metric: string) => { before: (number | null)[]; after: (number | null)[] }

async function readHistory(
  db: EntityManager,
  scope: NodeScope,
  before: Window,
  after: Window,
  metrics: readonly string[],
): Promise<OfDay[]> {
  const all = { from: before.from - mostDays * day, to: after.to - day, step: usualStep }
  const samples = await readSamples(db, scope, all, metrics)
  return Array.from({ length: mostDays }, (_, index): OfDay => {
    const [earlier, later] = [before, after].map((window) => shifted(window, (index + 1) * day))
    return (metric) => ({
      before: earlier ? partOf(samples.get(metric), all, earlier) : [],
      after: later ? partOf(samples.get(metric), all, later) : [],
    })
  })
}
