import { actor, because, shownValue, textOf, type WordList } from '@/lib/history/domain/facts'
import { isJsonObject } from '@/lib/kernel/json/json'

/** What people do about the log itself. */
export const auditWords: WordList = {
  'jobs adopted': {
    label: 'Jobs from before the log',
    icon: 'rule',
    say: ({ body }) => [`The log took down ${shownValue(body.jobs)} jobs from before it`],
  },
  state: {
    label: 'Rights from before the log',
    icon: 'rule',
    say: ({ body }) => [`The log took down what ${shownValue(body.table)} held before it`],
  },
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
