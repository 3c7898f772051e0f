import type { NodeTrust } from '@/lib/fleet/domain/node-trust'
import { covers, type SignedDelegation } from '@/lib/signing/domain/delegation'
import { countPersons } from '@/lib/signing/domain/quorum'
import type { Standing } from './refusals'

// Whether a node whose agent has announced pins counts an approval. The node decides that itself, by
// lib/signing/domain/verify-votes.ts; this says before what it is going to say, as far as the announcement goes.

/** Somebody who approves, has approved, or could. */
export type Approver = {
  did: string
  standing: Standing | null
  /** The job needs votes of a group of theirs, on the server. */
  inGroup: boolean
  /** The did:keys that they can sign with; of an approval that was given: the one that signed it, or none. */
  keys: readonly string[]
  /** Signed delegations to them. */
  delegations: readonly SignedDelegation[]
  /** When they decide, ISO 8601. */
  at: string
}

/**
 * `group`: it counts for a group on the server, and the node neither counts nor refuses it. `keys`: those with which it counts
 * on the node. `why`: what to tell the person.
 */
export type OnNode = { counts: 'yes' | 'no' | 'unknown' | 'group'; keys: string[]; why: string }

const no = (why: string): OnNode => ({ counts: 'no', keys: [], why })

/** The delegations that cover a signature with this key. */
const heldWith = ({ did, at, delegations }: Approver, key: string): SignedDelegation[] =>
  delegations.filter(({ delegation }) => covers(delegation, { person: did, key, decided_at: at }))

/** The server hands out what owners, and delegates with a signed delegation, have signed. */
const isHandedOut = (approver: Approver, key: string): boolean =>
  approver.standing === 'owner' || heldWith(approver, key).length > 0

/** The pinned owners for whom a signature with this key counts on the node. */
function ownersSignedFor(trust: NodeTrust, approver: Approver, key: string): string[] {
  const pins = (person: string, one: string) =>
    trust.owners.some((owner) => owner.person === person && owner.keys.includes(one))
  const held = trust.delegation === false ? [] : heldWith(approver, key)
  const from = held.filter((one) => pins(one.delegation.from, one.key))
  return [
    ...(isHandedOut(approver, key) && pins(approver.did, key) ? [approver.did] : []),
    ...from.map(({ delegation }) => delegation.from),
  ]
}

const ofKeys = (keys: readonly string[]): string =>
  keys.length === 1 ? 'yours is not one of them' : 'none of yours is one of them'

const delegateAgain = 'Let the owner delegate to you again, with their pinned key'

function whyNone(trust: NodeTrust, { standing, keys, delegations }: Approver): string {
  const runs = 'This node runs a job only with a signature by one of its pinned keys'
  const pinned =
    'as the page “Consent” of the node shows, or let an owner approve whose key is pinned; you can still reject'
  if (standing === 'delegate' && trust.delegation === false)
    return 'This node counts no delegates. Let an owner approve whose key is pinned, or have "delegation": true written into the pins of its tasks file; you can still reject.'
  if (keys.length === 0)
    return standing === 'delegate'
      ? `${runs}, or of a delegate of one, and you have no signing key. Add one on the page of your account. ${delegateAgain}.`
      : `${runs}, and you have no signing key. Add one on the page of your account and have it pinned in the node’s tasks file, ${pinned}.`
  if (standing !== 'delegate')
    return `${runs}; ${ofKeys(keys)}. Have it pinned in the node’s tasks file, ${pinned}.`
  return delegations.length === 0
    ? `This node counts a delegate only under a delegation that a pinned key has signed; yours is not signed. ${delegateAgain}.`
    : `This node counts a delegate only under a delegation that a pinned key has signed, for a key that it names; ${ofKeys(keys)}. ${delegateAgain}.`
}

/** Whether the node counts somebody's approval. */
export function approvalOnNode(trust: NodeTrust, approver: Approver): OnNode {
  const { keys, did } = approver
  const good = keys.filter((key) => ownersSignedFor(trust, approver, key).length > 0)
  const isMember = approver.standing === 'group' || approver.inGroup
  if (isMember && !keys.some((key) => isHandedOut(approver, key)))
    return {
      ...{ counts: 'group', keys: [] },
      why: 'Your approval counts for your group on this server; the node itself counts the keys alone that it pins.',
    }
  if (good.length === 0) return no(whyNone(trust, approver))
  if (trust.delegation === undefined && !trust.owners.some(({ person }) => person === did))
    return {
      ...{ counts: 'unknown', keys: good },
      why: 'The agent of this node is of an older version and does not say whether it counts delegates: it may refuse your approval.',
    }
  const which = good.length === keys.length ? '' : `, if you sign with ${good.join(' or ')}`
  return { counts: 'yes', keys: good, why: `This node counts your approval${which}.` }
}

/** Whether the node counts somebody's emergency approval, with these keys of theirs. */
export function emergencyOnNode(trust: NodeTrust, did: string, keys: readonly string[]): OnNode {
  const pins = trust.emergency_pins
  const takes = 'This node takes an emergency approval only with a signature by a key that it pins for that'
  if (trust.emergency === 0)
    return no(
      'This node pins no keys for emergencies, so it would refuse an emergency approval. Let its owners approve, or have your key pinned under "emergency" in its tasks file.',
    )
  if (pins && pins.required > 1)
    return no(
      `This node wants ${pins.required} emergency approvals for a job, which takes only one. Let its owners approve, or have "required" under "emergency" in its tasks file set to 1.`,
    )
  if (keys.length === 0)
    return no(
      `${takes}, and you have no signing key. Add one on the page of your account and have it pinned there, or let its owners approve.`,
    )
  if (!pins)
    return {
      ...{ counts: 'unknown', keys: [...keys] },
      why: 'The agent of this node is of an older version and does not say which keys it pins for emergencies: it may refuse yours.',
    }
  const good = keys.filter((key) => pins.keys.some((one) => one.person === did && one.key === key))
  if (good.length === 0)
    return no(
      `${takes}; ${ofKeys(keys)}. Have it pinned there, or let an administrator approve whose key is, or its owners.`,
    )
  const which = good.length === keys.length ? '' : `, if you sign with ${good.join(' or ')}`
  return { counts: 'yes', keys: good, why: `This node counts your emergency approval${which}.` }
}

type Given = readonly (Approver & { name: string })[]

/** Whose vote refuses the job on the node, as the end of a sentence that begins "It needs": it is signed with a key that the node does not know. */
export function unknownKey(trust: NodeTrust, given: Given): string | null {
  const one = given.find((approver) =>
    approver.keys.some(
      (key) => isHandedOut(approver, key) && ownersSignedFor(trust, approver, key).length === 0,
    ),
  )
  return one
    ? `${one.name} to withdraw their vote: the node does not count the key that signed it, and refuses the job with it`
    : null
}

/** What the node still needs once these people have approved, as the end of such a sentence; null if it would run the job. */
export function nodeLacks(trust: NodeTrust, given: Given): string | null {
  const signedFor = given.map((approver): [string, Set<string>] => [
    approver.did,
    new Set(approver.keys.flatMap((key) => ownersSignedFor(trust, approver, key))),
  ])
  const lacking = trust.required - countPersons(new Map(signedFor))
  const more = `${lacking} more ${lacking === 1 ? 'approval' : 'approvals'} signed with a key that the node pins`
  return unknownKey(trust, given) ?? (lacking > 0 ? more : null)
}
