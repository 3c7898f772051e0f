import type { Policy } from '@/lib/signing/domain/policy'
import { type PolicyReason, rateProblem } from '@/lib/signing/domain/policy-covers'

const dayMs = 86_400_000

/** Counts what a policy approves, in order of time, on each node and in all. */
export class RateCount {
  private readonly all: number[] = []
  private readonly byNode = new Map<string, number[]>()

  constructor(private readonly policy: Policy) {}

  /** Counts one more approval at this time (epoch milliseconds). One too many is not counted; then it says which rate is used up. */
  take(node: string, at: number): PolicyReason | null {
    const ofNode = this.byNode.get(node) ?? []
    for (const times of [ofNode, this.all])
      while (times[0] !== undefined && times[0] <= at - dayMs) times.shift()
    const used = rateProblem(this.policy, { onNode: ofNode.length, all: this.all.length })
    if (used) return used.reason
    ofNode.push(at)
    this.byNode.set(node, ofNode)
    this.all.push(at)
    return null
  }
}
