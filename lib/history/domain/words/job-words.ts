import {
  actor,
  because,
  type Facts,
  jobOn,
  type Part,
  personIn,
  shownValue,
  textOf,
  type WordList,
} from '@/lib/history/domain/facts'
import { statusName } from '@/lib/jobs/domain/status-name'
import { by, lastEntry, statusChange } from './job-status-words'

const voter = ({ body }: Facts): Part => personIn(body, 'person_did', 'person_id')

/** Who gave a vote: a person, or one of their policies in their name. */
function voted(facts: Facts): Part[] {
  const policy = textOf(facts.body.policy_name)
  if (policy === null) return [voter(facts)]
  return [`The policy “${policy}”, version ${shownValue(facts.body.policy_revision)}, of `, voter(facts)]
}

const byPolicy = ({ body }: Facts): Part[] => {
  const policy = textOf(body.policy_name)
  return policy === null ? [] : [` of the policy “${policy}”, version ${shownValue(body.policy_revision)},`]
}

const windowText = ({ body }: Facts): string => {
  const from = textOf(body.window_start)
  const to = textOf(body.window_end)
  const expiry = textOf(body.expires_at)
  return [
    from && to ? `window ${from} to ${to}` : 'no window',
    expiry ? `expires ${expiry}` : 'no expiry',
  ].join(', ')
}

/** The life of a job: its stream in the log is `job:<id>`. */
export const jobWords: WordList = {
  requested: {
    label: 'Job requested',
    icon: 'job',
    say: (facts) => [personIn(facts.body, 'requester_did'), ' requested ', ...jobOn(facts)],
  },
  revised: {
    label: 'Job parameters changed',
    icon: 'job',
    say: (facts) => [
      ...actor(facts),
      ' changed the parameters of ',
      ...jobOn(facts),
      '; earlier votes no longer count',
    ],
  },
  window: {
    label: 'Job window or expiry set',
    icon: 'clock',
    say: (facts) => [...actor(facts), ' set the times of ', ...jobOn(facts), `: ${windowText(facts)}`],
  },
  'dry run': {
    label: 'Dry run of a job',
    icon: 'job',
    say: (facts) => {
      const { step, exit_code } = facts.body
      const of = [' what ', ...jobOn(facts), ' would change']
      if (step === 'asked') return [...actor(facts), ' asked', ...of]
      if (step === 'skipped') return [...actor(facts), ' went on without knowing', ...of]
      const ended = exit_code === null ? 'it did not end' : `exit code ${shownValue(exit_code)}`
      return [...actor(facts), ' found out', ...of, `: ${ended}`]
    },
  },
  details: {
    label: 'Job details recorded',
    icon: 'job',
    say: (facts) => ['The details of ', ...jobOn(facts), ' were recorded'],
  },
  'details altered': {
    label: 'Job changed past the log',
    icon: 'alert',
    alarming: true,
    say: (facts) => [
      'The details of ',
      ...jobOn(facts),
      ' were not what the log says: somebody changed them past it',
    ],
  },
  status: { label: 'Job status changed', icon: 'job', say: statusChange },
  note: {
    label: 'Job note',
    icon: 'job',
    say: (facts) => [
      ...by(facts),
      ' added a note to ',
      ...jobOn(facts),
      ...because(textOf(lastEntry(facts).message)),
    ],
  },
  vote: {
    label: 'Vote',
    icon: 'vote',
    say: (facts) => [
      ...[...voted(facts), facts.body.decision === 'reject' ? ' voted against ' : ' voted to approve '],
      ...[...jobOn(facts), ...because(textOf(facts.body.reason))],
    ],
  },
  'vote withdrawn': {
    label: 'Vote withdrawn',
    icon: 'vote',
    say: (facts) => [
      ...[voter(facts), textOf(facts.body.policy_name) === null ? ' withdrew a vote' : ' withdrew the vote'],
      ...[...byPolicy(facts), ' on ', ...jobOn(facts)],
    ],
  },
  'glass broken': {
    label: 'Emergency approval',
    icon: 'alert',
    alarming: true,
    say: (facts) => [
      ...[voter(facts), ' approved ', ...jobOn(facts), ' without the owner'],
      ...because(textOf(facts.body.reason)),
    ],
  },
  'glass reviewed': {
    label: 'Emergency approval reviewed',
    icon: 'vote',
    say: (facts) => [
      ...[voter(facts), ' reviewed the emergency approval of ', ...jobOn(facts)],
      facts.body.verdict === 'justified' ? ': justified' : ': not justified',
      ...(textOf(facts.body.review) ? [`; ${textOf(facts.body.review)}`] : []),
    ],
  },
  comment: {
    label: 'Comment on a job',
    icon: 'job',
    say: (facts) => [
      ...actor(facts),
      facts.body.asks ? ' asked about ' : facts.body.answers ? ' answered about ' : ' commented on ',
      ...[...jobOn(facts), ...because(textOf(facts.body.text))],
    ],
  },
  deleted: {
    label: 'Job deleted',
    icon: 'alert',
    alarming: true,
    say: (facts) => [
      ...[...actor(facts), ' deleted ', ...jobOn(facts)],
      ` from the database; it was ${statusName(textOf(facts.body.status) ?? 'in an unknown status')}`,
    ],
  },
}
