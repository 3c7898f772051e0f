import { type ChangeKind, type ConsentChange, changeText } from '@/lib/consent/domain/changes'
import {
  actor,
  type Facts,
  node,
  type Part,
  personIn,
  rowOf,
  shownValue,
  textOf,
  type WordList,
} from '@/lib/history/domain/facts'
import { isJsonObject } from '@/lib/kernel/json/json'

const kinds: readonly ChangeKind[] = [
  ...(['add_owner', 'remove_owner', 'restrict', 'label', 'remove_rule', 'change_rule'] as const),
]

/** What would change, for which node, and why. */
function wanted(facts: Facts): Part[] {
  const { kind: name, what, reason } = rowOf(facts)
  const kind = kinds.find((one) => one === name)
  const why = textOf(reason) === null ? [] : [` (${shownValue(reason)})`]
  if (kind === undefined || !isJsonObject(what)) return [shownValue(name), ...why]
  const about: Pick<ConsentChange, 'kind' | 'what'> = { kind, what }
  const words: Part[] =
    kind === 'add_owner' || kind === 'remove_owner'
      ? [kind === 'add_owner' ? 'add ' : 'remove ', personIn(what, 'person_id', 'did'), ' as an owner']
      : [changeText(about).replace(/^./, (letter) => letter.toLowerCase())]
  return [...words, ...(facts.node === null ? [] : [' of ', node(facts)]), ...why]
}

const became: Record<string, (facts: Facts) => Part[]> = {
  agreed: (facts) => [...actor(facts), ' agreed to ', ...wanted(facts)],
  refused: (facts) => [...actor(facts), ' refused to ', ...wanted(facts)],
  withdrawn: (facts) => [...actor(facts), ' no longer wants to ', ...wanted(facts)],
  done: (facts) => ['What the owners were asked took effect: to ', ...wanted(facts)],
}

/** What changes who decides on nodes with owners, and waits for them. */
export const changeWords: WordList = {
  'consent_changes insert': {
    label: 'Owners asked about a change',
    icon: 'rule',
    say: (facts) => [...actor(facts), ' asked the owners to ', ...wanted(facts)],
  },
  'consent_changes update': {
    label: 'Change agreed to, refused or made',
    icon: 'rule',
    say: (facts) =>
      became[textOf(facts.is.state) ?? '']?.(facts) ?? [
        ...actor(facts),
        ' changed what was asked: ',
        ...wanted(facts),
      ],
  },
  'consent_changes delete': {
    label: 'Change of a deleted node',
    icon: 'rule',
    say: (facts) => [...actor(facts), ' deleted what was asked: to ', ...wanted(facts)],
  },
}
