import { canonical, digestOf, isSignature } from './canonical'
import type { Rights } from './consent-count'
import type { History, HistoryEvent, Seen } from './history'
import { isRow, rightsBetween, textOf } from './history-rights'
import { documentOf } from './offer-check'

/** The keys with which somebody could sign. */
const keysOf = (rights: Rights, person: string, at: number): string[] =>
  rights.consent_keys
    .filter(
      (key) =>
        key.person_id === person &&
        key.revoked_at === null &&
        (key.expires_at === null || Date.parse(key.expires_at) > at),
    )
    .map(({ key }) => key)

type Signed = { by: string; seen: Seen | null; signed: unknown; problem: (key: string) => string | null }

/** What is wrong with something that whoever has a key must sign; null if nothing is. */
function wrong({ by, seen, signed, problem }: Signed, rights: readonly HistoryEvent[]): string | null {
  if (!seen) return 'was written unseen'
  const [first, second] = seen
  const moments = rightsBetween(rights, first, second).map((one) => keysOf(one, by, Date.parse(first.at)))
  if (!isRow(signed))
    return moments.every((keys) => keys.length > 0) ? `is unsigned, and ${by} had a key` : null
  const { statement, key = isRow(statement) ? statement.key : null } = signed
  if (!moments.some((keys) => keys.includes(textOf(key))))
    return `is signed by ${textOf(key)}, no key of ${by}`
  return problem(textOf(key))
}

/** Votes, emergency approvals and delegations that were not signed as they had to be, in words. */
export function wronglySigned({ jobs, rights, delegations }: History): string[] {
  const people = new Map(
    rights.flatMap(({ body: { is } }) => (isRow(is) && 'did' in is ? [[textOf(is.id), textOf(is.did)]] : [])),
  )
  const ofDecisions = jobs.flatMap((job) =>
    job.events.flatMap(({ body }) => {
      const decision = body.kind === 'glass broken' ? 'emergency' : body.decision
      if (decision !== 'approve' && decision !== 'emergency') return []
      // What was signed is the policy.
      if (body.policy_id) return []
      const stored = job.signed.find(
        ({ about }) => about === (body.vote_id ? textOf(body.vote_id) : `${job.job_id} ${body.revision}`),
      )
      const by = textOf(body.person_id)
      const problem = (key: string): string | null => {
        const { statement, list, signature } = isRow(stored?.signed) ? stored.signed : {}
        if (!isRow(statement) || list !== null) return 'has no statement of its own'
        const document = documentOf(job, Number(body.revision))?.digest
        if (statement.document !== document || statement.decision !== decision) return 'says something else'
        if (statement.person !== people.get(by)) return 'is somebody else’s'
        const digest = digestOf('hakim/decision/1', canonical(statement))
        return isSignature(key, digest, signature) ? null : 'has a signature that does not verify'
      }
      const said = wrong({ by, seen: stored?.seen ?? null, signed: stored?.signed ?? null, problem }, rights)
      return said ? [`${job.job_id}: the ${decision} of ${by} ${said}`] : []
    }),
  )
  const ofDelegations = delegations.flatMap(({ about, owner_id, node_did, delegate_id, signed, seen }) => {
    const problem = (key: string): string | null => {
      const { delegation, signature } = isRow(signed) ? signed : {}
      if (!isRow(delegation)) return 'has no statement'
      const parties = [delegation.node, delegation.from, delegation.to]
      if (parties.join() !== [node_did, people.get(owner_id), people.get(delegate_id)].join())
        return 'says something else'
      const digest = digestOf('hakim/delegation/1', canonical(delegation))
      return isSignature(key, digest, signature) ? null : 'has a signature that does not verify'
    }
    const said = wrong({ by: owner_id, seen, signed, problem }, rights)
    return said ? [`the delegation ${about} ${said}`] : []
  })
  return [...ofDecisions, ...ofDelegations]
}
