import { mayMove } from '@/lib/jobs/domain/status'
import { consented, type Decisions, type Vote } from './consent-check'
import type { History, HistoryEvent, HistoryJob, Move } from './history'
import { textOf as text } from './history-rights'
import { documentOf, isStale, wasOffered } from './offer-check'
import { doubleClaims, runsAtOnce } from './run-check'
import { wronglySigned } from './signature-check'

export { sees } from './history-rights'

/** Everything illegal in a history, in words; empty when all is legal. */
export const findIllegal = (history: History): string[] => [
  ...history.jobs.flatMap((job) => illegalInJob(job, history)),
  ...wronglySigned(history),
  ...doubleClaims(history),
  ...runsAtOnce(history.jobs),
]

const voteOf = (body: HistoryEvent['body'], decision: string): Vote => ({
  ...{ person: text(body.person_id), decision, revision: Number(body.revision) },
  key: typeof body.key === 'string' ? body.key : null,
  policy:
    typeof body.policy_id === 'string'
      ? { id: body.policy_id, revision: Number(body.policy_revision) }
      : null,
})

/** The state of a job after some of its events. */
type State = Decisions & {
  status: string
  due: string | null
  opens: string | null
  decided: Set<string>
  runs: number
}

function illegalInJob(job: HistoryJob, history: History): string[] {
  const found: string[] = []
  const say = (what: string): void => {
    found.push(`${job.job_id}: ${what}`)
  }
  const state: State = {
    ...{ status: '', revision: 1, votes: new Map(), emergency: [], due: job.first_due, opens: null },
    withdrew: new Set(),
    ...{ decided: new Set(), runs: 0 },
  }
  const moves = [...job.moves]
  const path: string[] = []
  for (const [n, event] of job.events.entries()) {
    if (event.seq !== n + 1) say(`event ${event.seq} where ${n + 1} is due`)
    const { body } = event
    if (n === 0 && body.kind !== 'requested') say(`begins with ${body.kind}`)
    if (body.kind === 'requested') {
      state.status = 'PendingApproval'
      path.push(state.status)
    } else if (body.kind === 'revised') {
      if (state.status !== 'PendingApproval' && state.status !== 'Approved')
        say(`was revised while ${state.status}`)
      state.revision += 1
    } else if (body.kind === 'window') {
      if (state.status !== 'PendingApproval') say(`its window was changed while ${state.status}`)
      state.revision = Number(body.revision)
      const ends = [body.expires_at, body.window_end].filter((end) => typeof end === 'string')
      state.due = ends.sort((a, b) => Date.parse(a) - Date.parse(b))[0] ?? null
      state.opens = typeof body.window_start === 'string' ? body.window_start : null
    } else if (body.kind === 'details' && body.revision !== null) state.revision = Number(body.revision)
    else if (body.kind === 'vote') takeVote(state, job, body, say)
    else if (body.kind === 'vote withdrawn') {
      state.votes.delete(text(body.vote_id))
      state.withdrew.add(text(body.person_id))
    } else if (body.kind === 'glass broken') state.emergency.push(voteOf(body, 'emergency'))
    else if (body.kind === 'status') {
      takeMove(state, job, event, job.events[n - 1], { moves, history, say })
      path.push(state.status)
    }
  }
  if (moves.length > 0) say(`has moves without an event: ${moves.map((move) => move.to).join(', ')}`)
  if (job.status !== state.status) say(`is ${job.status}, and its events end at ${state.status}`)
  const recorded = statusesOf(job.status_history)
  if (recorded.join() !== withoutRepeats(path).join())
    say(`its history has ${recorded.join()}, its events ${path.join()}`)
  if (['PendingApproval', 'Approved'].includes(job.status) && isStale(job, state.revision, history.offers))
    say(`is ${job.status} for something else than its node offers`)
  if (job.completed !== ['Completed', 'Failed'].includes(job.status))
    say(`is ${job.status}, completed: ${job.completed}`)
  return found
}

const withoutRepeats = (path: readonly string[]): string[] =>
  path.filter((status, n) => status !== path[n - 1])
const statusesOf = (history: unknown): string[] =>
  withoutRepeats(Array.isArray(history) ? history.map((entry) => text(entry?.status)) : ['no list'])

function takeVote(
  state: State,
  job: HistoryJob,
  body: HistoryEvent['body'],
  say: (what: string) => void,
): void {
  const vote = voteOf(body, text(body.decision))
  if (vote.decision === 'approve' && body.approval_hash !== documentOf(job, vote.revision)?.digest)
    say(`an approval of another document than that of revision ${vote.revision}`)
  if (state.status !== 'PendingApproval') say(`was voted on while ${state.status}`)
  if (vote.revision !== state.revision) say(`a vote for revision ${vote.revision} in ${state.revision}`)
  for (const other of state.votes.values())
    if (other.person === vote.person && other.revision === vote.revision) say(`two votes of ${vote.person}`)
  state.votes.set(text(body.vote_id), vote)
}

function takeMove(
  state: State,
  job: HistoryJob,
  { body }: HistoryEvent,
  before: HistoryEvent | undefined,
  { moves, history, say }: { moves: Move[]; history: History; say: (what: string) => void },
): void {
  const [from, to] = [text(body.from), text(body.to)]
  if (from !== state.status) say(`moves out of ${from} while ${state.status}`)
  if (!mayMove(from, to)) say(`moves from ${from} to ${to}`)
  state.status = to
  if (from === 'Approved' && to === 'PendingApproval' && before?.body.kind !== 'revised') state.revision += 1
  if (to === 'Approved' || to === 'Rejected') {
    const key = `decided in revision ${state.revision}`
    if (state.decided.has(key)) say(`was ${key} twice`)
    state.decided.add(key)
  }
  if (
    to === 'Rejected' &&
    ![...state.votes.values()].some((v) => v.decision === 'reject' && v.revision === state.revision)
  )
    say('was Rejected without a vote against it')
  if (to === 'Expired' && (state.due === null || Date.parse(state.due) > Date.parse(body.at)))
    say(`was Expired at ${body.at}, before ${state.due}`)
  if (to === 'Running') {
    state.runs += 1
    if (state.runs > 1) say('ran twice')
  }
  if (to !== 'Approved' && to !== 'Running') return
  const [first, second] = moves.splice(0, 2)
  if (first?.to !== to || second?.to !== to || first.stage !== 'before' || second.stage !== 'after') {
    say(`moves to ${to} unseen`)
    return
  }
  if (state.due !== null && Date.parse(state.due) <= Date.parse(first.at))
    say(`is ${to} at ${first.at}, after ${state.due}`)
  if (to === 'Running' && state.opens !== null && Date.parse(state.opens) > Date.parse(second.at))
    say(`runs at ${second.at}, before ${state.opens}`)
  if (!consented(state, job, history.rights, first, second))
    say(`is ${to} in revision ${state.revision} without consent`)
  if (!wasOffered(job, state.revision, history.offers, [first, second]))
    say(`is ${to} in revision ${state.revision}, which its node did not offer`)
  if (to !== 'Running') return
  const digest = documentOf(job, state.revision)?.digest
  for (const { jobId, hash } of history.claims)
    if (jobId === job.job_id && hash !== undefined && hash !== digest)
      say(`was handed out with another document than that of revision ${state.revision}`)
}
