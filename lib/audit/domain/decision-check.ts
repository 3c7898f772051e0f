import type { JsonObject, JsonValue } from '@/lib/kernel/json/json'
import { type Count, countConsent } from './consent-count'
import { shownJson } from './event-json'
import type { ProjectedJob } from './job-projection'
import type { WrongEvent } from './job-sequence'
import { wrongKey } from './key-check'
import type { CountedMove, UsedRevision } from './moves-projection'
import { type RightsHistory, seenBy } from './rights-history'
import { micros } from './row-values'
import { type CountedJob, type Moment, mayDecide, standing, standsFor, votesByPolicy } from './standing'

/** An event of a job: its id, its time, and the last event of the chain of rights that it says it saw. */
export type Told = { id: number; at: JsonValue | undefined; seen: number | null }

/**
 * A job whose decisions are judged, from an event to another one: it may have been deleted and requested again. `risk`: of a revision's
 * document, undefined if there is none; of a job that is `gone`, nobody knows it.
 */
export type JudgedJob = Omit<CountedJob, 'risk'> & {
  events: readonly Told[]
  from: number
  to: number
  gone: boolean
  risk: (revision: JsonValue) => JsonValue | undefined
  /** Whether a policy approved a revision at some time, in milliseconds since 1970. */
  approvedAt: (revision: JsonValue, policy: UsedRevision, at: number) => boolean
  /** Whether it is from before the log, which then may lack votes. */
  adopted: boolean
}

export const toldBy = (id: number, body: JsonObject): Told => ({
  ...{ id, at: body.at, seen: seenBy(body) },
})

/**
 * Whether whoever decided on a job could, and whether the decisions sufficed when it was approved and run, by the rights that the log had
 * then. Events of older versions do not say which rights they saw, and not all versions counted alike: of them, only the
 * standing that they name is judged.
 */
export function wrongDecisions(
  rights: RightsHistory,
  job: JudgedJob,
  { decisions }: ProjectedJob,
): WrongEvent[] {
  const wrong: WrongEvent[] = []
  const used = new Set<JsonValue>()
  const isOfIt = ({ event }: { event: number }): boolean => job.from <= event && event < job.to
  for (const { event, body } of decisions.all.filter(isOfIt)) {
    const what = wrongDecision(rights, job, job.events[event], body)
    if (what) wrong.push({ event, what })
    const { signed_sha256: signed = null } = body
    // Of an event that has the digest of its statement, UsedStatements tells. An older version let one count again.
    if (used.has(signed) && typeof body.rights_seen === 'number' && body.statement_sha256 === undefined)
      wrong.push({
        event,
        what: `has a decision (${shownJson(body.vote_id ?? body.revision)}) by a signed statement that had counted before`,
      })
    if (signed !== null) used.add(signed)
  }
  for (const move of job.adopted ? [] : decisions.moves.counted.filter(isOfIt)) {
    const what = wrongMove(rights, job, move)
    if (what) wrong.push({ event: move.event, what })
  }
  return wrong
}

/** How long before its event is written something may have been allowed. */
export const grace = 60e6

const momentsOf = (rights: RightsHistory, { id, at, seen }: Told): Moment[] =>
  rights
    .statesBefore({ id, at: micros(at) / 1_000, seen })
    .map((seq) => ({ rights, seq, at: micros(at), grace }))

function wrongDecision(
  rights: RightsHistory,
  job: JudgedJob,
  told: Told | undefined,
  body: JsonObject,
): string | null {
  if (!told) return null
  const moments = momentsOf(rights, told)
  if (moments.length === 0) return null
  const { kind, person_id: person = null, revision = null, policy_id: policy = null } = body
  const counted = { ...job, risk: job.risk(revision) }
  const could = (test: (moment: Moment) => boolean): boolean => moments.some(test)
  if (kind === 'vote') {
    const right = (moment: Moment): boolean =>
      told.seen === null
        ? hadStanding(moment, counted, person, body.standing)
        : mayDecide(moment, counted, person) && standing(moment, counted, person) !== null
    if (!could(right))
      return `has a vote (${shownJson(body.vote_id)}) of ${shownJson(person)}, who could not decide on it by the log of rights`
  } else if (told.seen !== null) {
    const isAdmin = (moment: Moment): boolean => mayDecide(moment, counted, person, ['admin'])
    // Whoever owns the node by then reviews.
    const isDecider = (moment: Moment): boolean =>
      standsFor(moment, { ...counted, requestedAt: null }, person).size > 0
    const right = kind === 'glass broken' ? isAdmin : (moment: Moment) => isAdmin(moment) || isDecider(moment)
    const name = kind === 'glass broken' ? 'an emergency approval' : 'a review of one'
    if (!could(right))
      return `has ${name} (${shownJson(revision)}) of ${shownJson(person)}, who had no right to it by the log of rights`
  }
  if (policy !== null) {
    const used = { id: policy, revision: body.policy_revision ?? null }
    return could((moment) => votesByPolicy(moment, counted, person, used))
      ? null
      : `has a vote (${shownJson(body.vote_id)}) by a policy of ${shownJson(person)} that was not in force by the log of rights`
  }
  return told.seen === null ? null : wronglySigned(moments, person, body)
}

/** Nobody has to sign that they reject, and nobody signs a review. */
function wronglySigned(moments: readonly Moment[], person: JsonValue, body: JsonObject): string | null {
  const { kind, decision, key = null } = body
  if (kind === 'glass reviewed' || (key === null && kind === 'vote' && decision !== 'approve')) return null
  const wrong = wrongKey(moments, person, key === null ? null : { column: 'key', value: key })
  const name =
    kind === 'vote'
      ? `a vote (${shownJson(body.vote_id)})`
      : `an emergency approval (${shownJson(body.revision)})`
  return wrong && `has ${name} that ${wrong}`
}

/** Whether somebody had the standing that an older event names, by some rule that there has been. */
function hadStanding(
  { rights, seq }: Moment,
  { node }: CountedJob,
  person: JsonValue,
  named: JsonValue | undefined,
): boolean {
  if (named === 'owner')
    return rights.rowsAt('node_owners', node, seq).some(({ person_id }) => person_id === person)
  if (named === 'delegate')
    return rights.rowsAt('delegations', node, seq).some(({ delegate_id }) => delegate_id === person)
  return named !== 'group' || rights.rowsAt('group_members', person, seq).length > 0
}

function wrongMove(
  rights: RightsHistory,
  job: JudgedJob,
  { event, from, to, revision, approvals }: CountedMove,
): string | null {
  const told = job.events[event]
  if (!told || told.seen === null) return null
  // Rules that go by a risk that nobody knows any more are left out.
  const counted = { ...job, risk: job.gone ? null : job.risk(revision) }
  const emergencies = approvals.filter(({ emergency }) => emergency)
  const at = micros(told.at) / 1_000
  const votes = approvals.filter(
    ({ emergency, policy }) => !emergency && (policy === null || job.approvedAt(revision, policy, at)),
  )
  const counts = momentsOf(rights, told).map((moment) => countConsent(moment, counted, votes, emergencies))
  const [last] = counts
  return last && !counts.some(({ met }) => met)
    ? `went from ${from} to ${to} with ${inWords(last)}, by the log of rights`
    : null
}

const inWords = ({ owners, groups }: Count): string =>
  [
    `${owners.given} of ${owners.needed} approvals for owners`,
    ...(groups.needed > 0 ? [`${groups.given} of ${groups.needed} for groups`] : []),
  ].join(' and ')
