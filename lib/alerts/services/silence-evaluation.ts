import type { Known } from '@/lib/alerts/db/incidents'
import type { SilentNode } from '@/lib/alerts/db/silent'
import type { SilenceCondition } from '@/lib/alerts/domain/condition'
import { isFor, type Rule } from '@/lib/alerts/domain/rule'
import { judgeSilence, type SilenceState } from '@/lib/alerts/domain/silence'
import type { Moves } from './evaluation'

type SilenceRule = Rule & { condition: SilenceCondition }

const quiet: SilenceState = { since: null, well: null }

/** Judges contact by rules, on the clock. It keeps what fires. */
export class SilenceEvaluation {
  private readonly firing = new Map<string, { rule: SilenceRule; node: string; state: SilenceState }>()
  private readonly rules: readonly SilenceRule[]

  constructor(rules: readonly Rule[], known: readonly Known[]) {
    this.rules = rules.flatMap((rule) =>
      rule.enabled && rule.condition.kind === 'silence' ? [{ ...rule, condition: rule.condition }] : [],
    )
    for (const { rule: id, node, started, well, ended } of known) {
      const rule = this.rules.find(({ rule_id }) => rule_id === id)
      if (rule && ended === null)
        this.firing.set(`${id} ${node}`, { rule, node, state: { since: started, well } })
    }
  }

  get needed(): boolean {
    return this.rules.length > 0
  }

  forget(rule: string, node: string): void {
    this.firing.delete(`${rule} ${node}`)
  }

  /** `silent`: all nodes that count as silent at `now`; times in epoch seconds. */
  judge(silent: readonly SilentNode[], now: number, aliveSince: number): Moves {
    const moves: Moves = { opened: [], ended: [], well: [] }
    const dids = new Set(silent.map(({ did }) => did))
    for (const [key, { rule, node, state }] of this.firing) {
      const next = judgeSilence(rule.condition, rule.keep_minutes, state, {
        ...{ heard: now, silent: dids.has(node), aliveSince, now },
      })
      const at = { rule: rule.rule_id, node }
      if (next.ended !== null) moves.ended.push({ ...at, ended: next.ended })
      else if (next.well !== state.well) moves.well.push({ ...at, well: next.well })
      if (next.ended !== null) this.firing.delete(key)
      else this.firing.set(key, { rule, node, state: next })
    }
    for (const one of silent)
      for (const rule of this.rules) {
        const key = `${rule.rule_id} ${one.did}`
        if (this.firing.has(key) || !isFor(rule, one)) continue
        const contact = { heard: one.heard, silent: true, aliveSince, now }
        const state = judgeSilence(rule.condition, rule.keep_minutes, quiet, contact)
        if (state.since === null) continue
        this.firing.set(key, { rule, node: one.did, state })
        moves.opened.push({
          ...{
            rule: rule.rule_id,
            node: one.did,
            started: state.since,
            fired: now,
            value: null,
            ended: null,
          },
        })
      }
    return moves
  }
}
