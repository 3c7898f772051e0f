import { announceTasks } from '@/lib/jobs/services/announce-tasks'
import type { JsonObject } from '@/lib/kernel/json/json'
import type { PersonViewer } from '@/lib/kernel/role'
import { enrolKey } from '@/lib/people/services/enrol-key'
import { revokeKey } from '@/lib/people/services/revoke-key'
import { type Delegation, delegationDigest } from '@/lib/signing/domain/delegation'
import { reasonDigest } from '@/lib/signing/domain/digest'
import type { Statement } from '@/lib/signing/domain/statement'
import { statementDigest } from '@/lib/signing/domain/statement-digest'
import { plainKey } from '@/test/consent-signing'
import { enrolmentOf } from '@/test/enrolment'
import { failureOf } from '@/test/result'
import type { ModelKey, ModelState } from './model-state'
import { offers } from './offers'

/** The key that somebody would sign with. */
export const latestOf = ({ keys }: ModelState, { id }: PersonViewer): ModelKey | undefined =>
  keys.findLast(({ person }) => person === id)

export async function enrol(state: ModelState, viewer: PersonViewer): Promise<string> {
  const key = plainKey('ed25519')
  const result = await enrolKey({ db: state.db, viewer }, enrolmentOf(viewer.did, key), true)
  if (result.ok) state.keys.push({ id: result.value.key_id, person: viewer.id, key })
  return failureOf(result)
}

export async function revoke(state: ModelState, viewer: PersonViewer): Promise<string> {
  const key = latestOf(state, viewer)
  if (!key) return 'no key'
  state.keys.splice(state.keys.indexOf(key), 1)
  state.revoked.push(key)
  return failureOf(await revokeKey({ db: state.db, viewer }, key.id))
}

/** With what somebody comes who should sign; mostly with what is right. */
const ways = ['right', 'right', 'right', 'right', 'unsigned', 'revoked', 'foreign', 'other document'] as const

/** What is sent with a decision, and in which way it is signed. */
export function signedDecision(
  state: ModelState,
  viewer: PersonViewer,
  { document, decision, reason }: { document: string; decision: 'approve' | 'emergency'; reason?: string },
  how: number,
): { way: string; more: { signed?: JsonObject } } {
  const own = latestOf(state, viewer)
  if (!own) return { way: 'without a key', more: {} }
  const way = ways[how % ways.length] ?? 'right'
  const key =
    way === 'revoked'
      ? state.revoked.findLast(({ person }) => person === viewer.id)
      : way === 'foreign'
        ? state.keys.find(({ person }) => person !== viewer.id)
        : own
  if (way === 'unsigned' || !key) return { way: 'unsigned', more: {} }
  const statement: Statement = {
    ...{ version: 1, document: way === 'other document' ? '0'.repeat(64) : document, decision },
    ...{
      reason_digest: reason === undefined ? null : reasonDigest(reason),
      decided_at: new Date().toISOString(),
    },
    ...{ person: viewer.did, key: key.key.pinned.key },
  }
  return {
    way,
    more: { signed: { statement, list: null, signature: key.key.sign(statementDigest(statement)) } },
  }
}

/** Columns `key_id` and `signed` of a delegation of an owner who has a key; one of four times they leave it unsigned. */
export function signedDelegation(
  state: ModelState,
  owner: PersonViewer,
  delegation: Omit<Delegation, 'from' | 'to_keys' | 'nonce'>,
  how: number,
): [string | null, string | null] {
  const own = latestOf(state, owner)
  if (!own || how % 4 === 1) return [null, null]
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64url')
  const whole: Delegation = { ...delegation, from: owner.did, to_keys: [], nonce }
  const signed = {
    delegation: whole,
    key: own.key.pinned.key,
    signature: own.key.sign(delegationDigest(whole)),
  }
  return [own.id, JSON.stringify(signed)]
}

export async function announce(state: ModelState, node: string, how: number): Promise<string> {
  const tasks = offers(state.task)[how % 5] ?? []
  const agent = { db: state.db, viewer: { kind: 'agent', nodeDid: node, tokenId: 't' } as const }
  if (how % 2 === 0) return failureOf(await announceTasks(agent, node, { tasks }))
  await state.db.query(`UPDATE nodes SET tasks = $2 WHERE node_did = $1`, [node, JSON.stringify(tasks)])
  return 'ok'
}
