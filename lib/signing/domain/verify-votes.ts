import { checkDelegations } from './check-delegations'
import { checkPolicies, type HandedPolicy, type PolicyUse } from './check-policies'
import { readVote, signedWith, signedWithOwnKey, type VoteContext, voteProblem } from './check-vote'
import { covers, type Delegation } from './delegation'
import { graceMs } from './grace'
import type { PinnedKey } from './pinned-key'
import type { Pins } from './pins'
import { refuseConsent } from './refusal'
import type { Statement } from './statement'
import type { SignedVote } from './vote'
import {
  type CountedVote,
  type Place,
  quorumOf,
  standingApprovals,
  unopposed,
  type VerifiedVotes,
  type VotesRefusal,
} from './vote-quorum'

/**
 * A signer says when they decided, so a delegation must also hold when it is used: nobody revives one that has ended, or uses
 * one before its time.
 * @param now null: when it was used is not known
 */
const holds = (delegation: Delegation, statement: Statement, now: number | null): boolean =>
  covers(delegation, statement) &&
  (now === null ||
    (Date.parse(delegation.starts) - graceMs <= now && now < Date.parse(delegation.until) + graceMs))

/** Under which of the node's pins and delegations the key of a vote stands, at the time of the decision. */
function placesOf(
  { statement }: SignedVote,
  pins: Pins,
  delegations: readonly Delegation[],
  now: number | null,
): Place[] {
  const { person, key, decision } = statement
  const among = (keys: readonly PinnedKey[], owner: string | null): Place[] =>
    keys.filter((one) => one.key === key).map((one) => ({ key: one, owner }))
  const asOwner = [
    ...pins.owners.filter((owner) => owner.person === person).flatMap(({ keys }) => among(keys, person)),
    ...delegations
      .filter((one) => holds(one, statement, now))
      .flatMap(({ to_keys, from }) => among(to_keys, from)),
  ]
  const inEmergency = among(pins.emergency?.keys.filter((one) => one.person === person) ?? [], null)
  return [...(decision === 'emergency' ? [] : asOwner), ...(decision === 'approve' ? [] : inEmergency)]
}

function countVote(vote: SignedVote, places: readonly Place[], name: string): CountedVote | VotesRefusal {
  const own = places.length === 0 ? signedWithOwnKey(vote) : null
  const checks = places.map((place) => ({ place, check: signedWith(vote, place.key) }))
  const genuine = checks.filter(({ check }) => check.ok)
  const [first] = own ? [own] : [...genuine, ...checks].map(({ check }) => check)
  if (!first?.ok)
    return refuseConsent('signature_bad', `${name} signed with ${vote.statement.key}`, first?.message ?? '')
  return { ...vote, places: genuine.map(({ place }) => place), counter: first.counter }
}

function unknownKey(
  { statement: { person, key, decision, decided_at } }: SignedVote,
  { genuine, ignored }: { genuine: readonly Delegation[]; ignored: readonly { to: string; why: string }[] },
): VotesRefusal {
  const dated = genuine
    .filter(({ to }) => to === person)
    .map(({ from, starts, until }) => `the delegation by ${from} holds from ${starts} until ${until}`)
  const others = ignored.filter(({ to }) => to === person).map(({ why }) => why)
  if (decision === 'emergency')
    return refuseConsent('key_unknown', `a key of ${person} that this node pins for emergencies`, key)
  const expected = `a key of ${person} that this node pins, or that an owner has delegated to at ${decided_at}`
  return refuseConsent('key_unknown', expected, [key, ...dated, ...others].join('; '))
}

/** A key is one person's, whoever a delegation says that it is of: somebody with one key would otherwise be two people. */
function sharedKey(votes: readonly SignedVote[], { owners, emergency }: Pins): VotesRefusal | null {
  const pinned = [
    ...owners.flatMap(({ person, keys }) => keys.map(({ key }) => ({ key, person }))),
    ...(emergency?.keys ?? []),
  ]
  const personOf = new Map(pinned.map(({ key, person }) => [key, person]))
  for (const { key, person } of votes.map(({ statement }) => statement)) {
    const other = personOf.get(key) ?? person
    if (other !== person)
      return refuseConsent(
        'key_unknown',
        `a key of ${person} alone`,
        `${key}, which is a key of ${other} too`,
      )
    personOf.set(key, person)
  }
  return null
}

/**
 * Whether the people whom the pins name have approved a document. Every vote that is handed out must be genuine and of a key
 * that counts; only approvals count, and of a person only one, by a policy or their own. `past`: the job may have run long ago, so a delegation counts
 * if it held at the decision.
 */
export function verifyVotes(
  input: VoteContext & {
    votes: readonly unknown[]
    delegations: readonly unknown[]
    policies?: readonly HandedPolicy[]
    used?: PolicyUse
    pins: Pins
    past?: boolean
  },
): VerifiedVotes | VotesRefusal {
  const { votes, pins, document } = input
  const delegations = checkDelegations(input.delegations, pins, document.requester)
  if (!delegations.ok) return delegations
  const counted: CountedVote[] = []
  for (const [index, value] of votes.entries()) {
    const name = `votes[${index}]`
    const vote = readVote(value, name)
    if (!vote.ok) return vote
    const problem = voteProblem(vote.value, input, name)
    if (problem) return problem
    const places = placesOf(vote.value, pins, delegations.genuine, input.past ? null : input.now)
    const count = countVote(vote.value, places, name)
    if ('ok' in count) return count
    if (places.length === 0) return unknownKey(vote.value, delegations)
    counted.push(count)
  }
  const shared = sharedKey(counted, pins)
  if (shared) return shared
  const own = counted.find(({ statement }) => statement.person === document.requester)
  if (own) return refuseConsent('own_request', 'somebody else', own.statement.person)
  const standing = checkPolicies(input.policies ?? [], { document, pins, used: input.used ?? unused })
  if (!standing.ok) return standing
  return quorumOf(standingApprovals(counted), unopposed(standing.policies, counted), pins)
}

const unused: PolicyUse = () => ({ revision: 0, started: 0 })
