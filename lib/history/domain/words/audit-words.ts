import { actor, because, textOf, type WordList } from '@/lib/history/domain/facts'
import { isJsonObject } from '@/lib/kernel/json/json'

/** What people do about the log itself. */
export const auditWords: WordList = {
  'finding noted': {
    label: 'Note on a finding',
    icon: 'rule',
    say: (facts) => {
      const { finding } = facts.body
      const detail = isJsonObject(finding) ? textOf(finding.detail) : null
      return [
        ...[...actor(facts), ' wrote down what was done about the finding '],
        ...(detail === null ? [] : [`“${detail}”`]),
        ...because(textOf(facts.body.note)),
      ]
    },
  },
}
