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
  'reports digested': {
    label: 'Digests of reports',
    icon: 'rule',
    say: ({ body }) => [
      `The reports of an hour got their digests: ${shownValue(body.reports)} of ${shownValue(body.nodes)} nodes`,
    ],
  },
  'reports retired': {
    label: 'Reports deleted by retention',
    icon: 'clock',
    say: () => ['Retention deletes reports that are old enough'],
  },
  'reports changed': {
    label: 'Reports changed or deleted',
    icon: 'alert',
    alarming: true,
    say: (facts) => [
      ...actor(facts),
      ` changed reports that had their digest (${shownValue(facts.body.operation)}, ${shownValue(facts.body.reports)} reports)`,
    ],
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
