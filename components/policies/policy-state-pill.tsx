import { Check, Circle, Minus } from 'lucide-react'
import { type PolicyState, policyStateNames } from '@/lib/policies/domain/policy-state'

const looks = {
  'in force': { Mark: Check, look: 'text-healthy' },
  waits: { Mark: Circle, look: 'text-pending' },
  over: { Mark: Minus, look: 'text-ink-2' },
  ended: { Mark: Minus, look: 'text-ink-2' },
  replaced: { Mark: Minus, look: 'text-ink-2' },
} as const

/** Whether a revision approves anything, as shape and word. */
export const PolicyStatePill = ({ state }: { state: PolicyState }) => {
  const { Mark, look } = looks[state]
  return (
    <span className={`inline-flex items-center gap-1.5 font-medium whitespace-nowrap ${look}`}>
      <Mark className="size-3.5 shrink-0" aria-hidden="true" />
      {policyStateNames[state]}
    </span>
  )
}
