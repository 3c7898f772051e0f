import type { HistoryStage } from './history-stage'
import { nodeOf } from './history-stage'
import type { SeriesInput } from './reader-calls'
import { metricNames } from './signal'

export type Window = (typeof windows)[number]

export const hour = 3_600
export const day = 86_400

/** The measured windows, with targets against TypeORM (at least) and Prometheus (at most). */
export const windows = [
  { name: '24 h', seconds: day, find: 12, prometheus: 1.5 },
  { name: '7 d', seconds: 7 * day, find: 30, prometheus: 1 },
  { name: '30 d', seconds: 30 * day, find: 150, prometheus: 0.35 },
  { name: '90 d', seconds: 90 * day, find: 200, prometheus: 0.25 },
] as const

/** The four metrics of the round's node over the last `seconds` of the history. */
export const windowOf = (stage: HistoryStage, round: number, seconds: number, step = 0): SeriesInput => ({
  did: nodeOf(stage, round),
  from: stage.to - seconds,
  to: stage.to,
  metrics: [...metricNames],
  step,
})
