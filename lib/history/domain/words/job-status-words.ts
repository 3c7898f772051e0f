import { actor, because, type Facts, jobOn, type Part, textOf } from '@/lib/history/domain/facts'
import { statusName } from '@/lib/jobs/domain/status-name'
import { isJsonObject, type JsonObject } from '@/lib/kernel/json/json'

// Changes of a job's status in words, by what its history says.

/** What the event added to the job's history last. */
export function lastEntry({ body }: Facts): JsonObject {
  const entry = Array.isArray(body.history) ? body.history.at(-1) : undefined
  return isJsonObject(entry) ? entry : {}
}

/** Who changed the status, as the event or its entry in the history says; null if neither names anybody. */
const changer = (facts: Facts): string | null => facts.actor ?? textOf(lastEntry(facts).actor_did)

export const by = (facts: Facts): Part[] => actor({ ...facts, actor: changer(facts) })

/** What PostgreSQL writes into the history for programs that write none. */
const written = / in the database$/

/** What the history says beside the status; a text that only repeats it or the writer is left out. */
function message(facts: Facts): string | null {
  const text = textOf(lastEntry(facts).message)
  const status = textOf(facts.body.to) ?? ''
  return text === null || text === status || text === statusName(status) || written.test(text) ? null : text
}

const reasonOf = (facts: Facts): Part[] => because(message(facts))

/** The job; where its node's agent does something, the node has been named. */
const jobBy = (facts: Facts): Part[] => {
  const whole = jobOn(facts)
  return facts.node !== null && changer(facts) === facts.node ? whole.slice(0, 1) : whole
}

const ended = (facts: Facts, verb: string, recorded: string): Part[] => {
  const who = changer(facts)
  return who !== null && who !== facts.node
    ? [{ person: who }, ' recorded ', ...jobOn(facts), ` as ${recorded}`, ...reasonOf(facts)]
    : [...by(facts), ` ${verb} `, ...jobBy(facts), ...reasonOf(facts)]
}

const statuses: Record<string, (facts: Facts) => Part[]> = {
  PendingApproval: (facts) => [
    ...by(facts),
    ' sent ',
    ...jobOn(facts),
    ' back to its approvers',
    ...reasonOf(facts),
  ],
  Approved: (facts) => [...jobOn(facts), ' has all its approvals'],
  Running: (facts) => [...by(facts), ' claimed ', ...jobBy(facts)],
  Completed: (facts) => ended(facts, 'completed', 'completed'),
  Failed: (facts) => ended(facts, 'reports a failure of', 'failed'),
  Lost: (facts) => [...jobOn(facts), ' is lost: its agent went silent'],
  Rejected: (facts) => [...by(facts), ' rejected ', ...jobOn(facts), ...reasonOf(facts)],
  Cancelled: (facts) => [...by(facts), ' cancelled ', ...jobOn(facts), ...reasonOf(facts)],
  Expired: (facts) => [...jobOn(facts), ' expired', ...reasonOf(facts)],
}

export const statusChange = (facts: Facts): Part[] => {
  const to = textOf(facts.body.to) ?? ''
  const say = Object.hasOwn(statuses, to) ? statuses[to] : undefined
  return say
    ? say(facts)
    : [
        ...by(facts),
        ' moved ',
        ...jobOn(facts),
        ` from ${textOf(facts.body.from)} to ${to}`,
        ...reasonOf(facts),
      ]
}

/** Changes of status that want somebody's attention. */
export const alarmingStatus = ({ kind, body }: Facts): boolean =>
  kind === 'status' && (body.to === 'Lost' || body.to === 'Failed')
