import { Check, type LucideIcon, Mail, Minus } from 'lucide-react'
import type { PersonState } from '@/lib/people/domain/person-state'

export const stateNames: Record<PersonState, string> = {
  active: 'Active',
  invited: 'Invited',
  disabled: 'Disabled',
}

const looks: Record<PersonState, { icon: LucideIcon; ink: string }> = {
  active: { icon: Check, ink: 'text-healthy' },
  invited: { icon: Mail, ink: 'text-pending' },
  disabled: { icon: Minus, ink: 'text-ink-2' },
}

/** The state of a person: shape, word and colour. */
export function PersonStateMark({ state, erased }: { state: PersonState; erased: boolean }) {
  const { icon: Icon, ink } = looks[state]
  return (
    <span className={`inline-flex items-center gap-1.5 font-medium whitespace-nowrap ${ink}`}>
      <Icon className="size-3.5 shrink-0" aria-hidden="true" />
      {erased ? 'Erased' : stateNames[state]}
    </span>
  )
}
