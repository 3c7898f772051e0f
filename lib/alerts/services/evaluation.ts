import type { Known, Opening } from '@/lib/alerts/db/incidents'
import { isReportCondition, type ReportCondition } from '@/lib/alerts/domain/condition'
import {
  calm,
  type Firing,
  fold,
  isQuiet,
  lookBack,
  type Pair,
  type Phase,
  pairAt,
  type Sample,
} from '@/lib/alerts/domain/fold'
import { type Level, levelOf, type Reading } from '@/lib/alerts/domain/level'
import { isFor, type NodeFacts, type Rule } from '@/lib/alerts/domain/rule'

type ReportRule = Rule & { condition: ReportCondition }
type Row = { at: number; status: string; code: string | null; metrics: readonly (number | null)[] }

/** What has to be written; times in epoch seconds. */
export type Moves = {
  opened: Opening[]
  ended: { rule: string; node: string; ended: number }[]
  well: { rule: string; node: string; well: number | null }[]
}

/** What is known of a rule on a node; `open`: as it was written. */
type State = { pair: Pair; phase: Phase; open: boolean; well: number | null; reported: number }

const minuteOf = (seconds: number): number => Math.floor(seconds / 60)
const secondsOf = (minute: number): number => minute * 60

/** Judges reports by rules, in memory: what is not plainly quiet. It begins with the incidents that are open or ended lately. */
export class Evaluation {
  private readonly states = new Map<string, State>()
  private readonly rules: readonly ReportRule[]
  readonly names: readonly string[]
  /** How far back the reports of a node have to be read by whoever has not read them. */
  readonly lookBackSeconds: number

  constructor(rules: readonly Rule[], known: readonly Known[]) {
    this.rules = rules.flatMap((rule) =>
      rule.enabled && isReportCondition(rule.condition) ? [{ ...rule, condition: rule.condition }] : [],
    )
    const metrics = this.rules.flatMap(({ condition: c }) => (c.kind === 'metric' ? [c.metric] : []))
    this.names = [...new Set(metrics)]
    this.lookBackSeconds = 60 * Math.max(0, ...this.rules.map(({ condition }) => lookBack(condition.of)))
    const ids = new Set(this.rules.map(({ rule_id }) => rule_id))
    for (const one of known) if (ids.has(one.rule)) this.states.set(`${one.rule} ${one.node}`, stateOf(one))
  }

  get needed(): boolean {
    return this.rules.length > 0
  }

  /** Judges the reports of one node that were not judged before, in any order. */
  judge(node: NodeFacts, rows: readonly Row[]): Moves {
    const moves: Moves = { opened: [], ended: [], well: [] }
    for (const rule of this.rules) if (isFor(rule, node)) this.judgeRule(rule, node.did, rows, moves)
    return moves
  }

  forget(rule: string, node: string): void {
    this.states.delete(`${rule} ${node}`)
  }

  private judgeRule(rule: ReportRule, node: string, rows: readonly Row[], moves: Moves): void {
    const key = `${rule.rule_id} ${node}`
    const samples = rows.flatMap((row): (Sample & { value: number | null })[] => {
      const reading = this.readingOf(rule.condition, row)
      const level = levelOf(rule.condition, reading)
      return level === null ? [] : [{ minute: minuteOf(row.at), level, value: reading.metric }]
    })
    const before = this.states.get(key) ?? newState(samples)
    if (!before) return
    const { pair, phase, ended } = fold(firingOf(rule), before.pair, samples)
    const at = { rule: rule.rule_id, node }
    const after: State = { ...before, pair, phase }
    for (const span of ended) {
      if (span.ended === null || span.ended <= after.reported) continue
      if (after.open) moves.ended.push({ ...at, ended: secondsOf(span.ended) })
      else
        moves.opened.push({
          ...at,
          ...timesOf(span),
          value: worst(rule.condition, samples),
          ended: secondsOf(span.ended),
        })
      Object.assign(after, { open: false, well: null, reported: span.ended })
    }
    if (after.open && phase.since === null) {
      // A late report showed that it never was.
      moves.ended.push({ ...at, ended: secondsOf(pair.at) })
      Object.assign(after, { open: false, well: null })
    }
    if (!after.open && phase.since !== null && phase.fired !== null && phase.fired > after.reported) {
      const span = { since: phase.since, fired: phase.fired }
      moves.opened.push({ ...at, ...timesOf(span), value: worst(rule.condition, samples), ended: null })
      Object.assign(after, { open: true, well: null })
    }
    if (after.open && phase.wellSince !== after.well) {
      moves.well.push({ ...at, well: phase.wellSince === null ? null : secondsOf(phase.wellSince) })
      after.well = phase.wellSince
    }
    if (!after.open && isQuiet(pair, phase)) this.states.delete(key)
    else this.states.set(key, after)
  }

  private readingOf(condition: ReportCondition, { status, code, metrics }: Row): Reading {
    const place = condition.kind === 'metric' ? this.names.indexOf(condition.metric) : -1
    return { status, code, metric: metrics[place] ?? null }
  }
}

const firingOf = ({ condition, keep_minutes }: ReportRule): Firing => ({
  minutes: condition.minutes,
  of: condition.of,
  keep: keep_minutes,
})

const timesOf = ({ since, fired }: { since: number; fired: number }) => ({
  started: secondsOf(since),
  fired: secondsOf(fired),
})

const beyond: Level = 2

/** Nothing is kept of a node that is well. */
function newState(samples: readonly Sample[]): State | null {
  const bad = samples.filter(({ level }) => level === beyond).map(({ minute }) => minute)
  if (bad.length === 0) return null
  const first = Math.min(...samples.map(({ minute }) => minute))
  return { pair: pairAt(first - 1), phase: calm, open: false, well: null, reported: Number.NEGATIVE_INFINITY }
}

function stateOf({ started, fired, well, ended }: Known): State {
  const phase: Phase =
    ended === null
      ? {
          since: minuteOf(started),
          fired: minuteOf(fired),
          wellSince: well === null ? null : minuteOf(well),
          cleared: null,
        }
      : { ...calm, cleared: minuteOf(ended) }
  const at = minuteOf(ended ?? fired)
  return {
    ...{ pair: pairAt(at, phase), phase, open: ended === null },
    ...{ well: phase.wellSince, reported: ended === null ? Number.NEGATIVE_INFINITY : at },
  }
}

/** The value that is farthest beyond the limit. */
function worst(condition: ReportCondition, samples: readonly { value: number | null }[]): number | null {
  if (condition.kind !== 'metric') return null
  const values = samples.flatMap(({ value }) => value ?? [])
  return values.length === 0 ? null : condition.over ? Math.max(...values) : Math.min(...values)
}
