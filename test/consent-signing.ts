import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import type { JsonObject } from '@/lib/kernel/json/json'
import { fromHex, toBase64url } from '@/lib/signing/domain/bytes'
import { type Delegation, delegationDigest, type SignedDelegation } from '@/lib/signing/domain/delegation'
import { keyOfJwk } from '@/lib/signing/domain/did-key'
import { type ApprovalDocument, documentDigest } from '@/lib/signing/domain/document'
import { offerOf } from '@/lib/signing/domain/offer'
import type { PinnedKey } from '@/lib/signing/domain/pinned-key'
import { signDigest, signerOf } from '@/lib/signing/domain/sign'
import type { Signature } from '@/lib/signing/domain/signature-form'
import type { DecisionList, Statement } from '@/lib/signing/domain/statement'
import type { ConsentCase } from '@/lib/signing/domain/verify-consent'
import { type SignedVote, signedDigest } from '@/lib/signing/domain/vote'
import { passkeyAnswer } from './authenticator'

/** Somebody's key: what others know of it, and how it signs a digest (hex). */
export type TestKey = { pinned: PinnedKey; sign: (digest: string) => Signature }

const didOf = (publicKey: KeyObject): string => {
  const read = keyOfJwk(publicKey.export({ format: 'jwk' }))
  if (!read.ok) throw new Error(read.message)
  return read.key.did
}

export function plainKey(curve: 'ed25519' | 'p256'): TestKey {
  const { privateKey } =
    curve === 'ed25519' ? generateKeyPairSync('ed25519') : generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const signer = signerOf(privateKey)
  return { pinned: { key: signer.publicKey.did }, sign: (digest) => signDigest(signer, digest) }
}

export const rpId = 'hakim.example.org'
export const origin = 'https://hakim.example.org'

type Ceremony = Parameters<typeof passkeyAnswer>[1]

/** A passkey, and what it signs if the ceremony is another than it should be. */
export function passkey(curve: 'ed25519' | 'p256' = 'p256'): TestKey & {
  signAt: (digest: string, other: Partial<Ceremony>) => Signature
} {
  const { privateKey, publicKey } =
    curve === 'ed25519' ? generateKeyPairSync('ed25519') : generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const signAt = (digest: string, other: Partial<Ceremony>): Signature => {
    const { response } = passkeyAnswer(
      { id: 'consent', privateKey, publicKey: '' },
      { challenge: toBase64url(fromHex(digest)), origin, rpId, verified: true, ...other },
    )
    return {
      kind: 'passkey',
      assertion: {
        authenticator_data: response.authenticatorData,
        client_data_json: response.clientDataJSON,
        signature: response.signature,
      },
    }
  }
  return {
    pinned: { key: didOf(publicKey), rp_id: rpId, origins: [origin] },
    sign: (digest) => signAt(digest, {}),
    signAt,
  }
}

export const now = Date.parse('2026-11-29T12:30:00.000Z')
export const at = (minutes: number): string => new Date(now + minutes * 60_000).toISOString()

export const node = 'did:kos:griot:1'
export const entry: JsonObject = {
  name: 'archive_data',
  risk: 'medium',
  command: ['/opt/archive', '--older-than', '{days}d'],
  params: { type: 'object', properties: { days: { type: 'integer' } }, required: ['days'] },
  timeout_seconds: 600,
}

export function documentOf(other: Partial<ApprovalDocument> = {}): ApprovalDocument {
  const offer = offerOf(entry)
  if (!offer.ok) throw new Error(offer.problem.message)
  return {
    version: 3,
    job_id: '0198a1b2-0000-7000-8000-000000000001',
    revision: 2,
    nonce: 'AAECAwQFBgcICQoLDA0ODw',
    node,
    requester: 'did:web:example.org:rita',
    reason_digest: null,
    task: 'archive_data',
    params: { days: 30 },
    offer: offer.value,
    window: { start: at(-30), end: at(60), time_zone: 'Europe/Berlin' },
    expires_at: at(120),
    ...other,
  }
}

export function voteOf(
  document: ApprovalDocument,
  person: string,
  key: TestKey,
  other: Partial<Statement> = {},
  list: ((statement: Statement) => DecisionList) | null = null,
): SignedVote {
  const statement: Statement = {
    version: 1,
    document: documentDigest(document),
    decision: 'approve',
    reason_digest: null,
    decided_at: at(-5),
    person,
    key: key.pinned.key,
    ...other,
  }
  const content = { statement, list: list ? list(statement) : null }
  return { ...content, signature: key.sign(signedDigest(content)) }
}

export function delegationOf(
  from: { person: string; key: TestKey },
  to: { person: string; keys: PinnedKey[] },
  other: Partial<Delegation> = {},
): SignedDelegation {
  const delegation: Delegation = {
    node,
    from: from.person,
    to: to.person,
    to_keys: to.keys,
    starts: at(-1_440),
    until: at(1_440),
    nonce: 'Dw4NDAsKCQgHBgUEAwIBAA',
    ...other,
  }
  const { key } = from.key.pinned
  return { delegation, key, signature: from.key.sign(delegationDigest(delegation)) }
}

/** What is handed out with a document, and all else as it should be. */
export const caseOf = (
  document: ApprovalDocument,
  given: Pick<ConsentCase, 'pins' | 'votes'> & Partial<ConsentCase>,
): ConsentCase => ({
  job: {
    job_id: document.job_id,
    task_name: document.task,
    params: document.params,
    window: document.window,
    expires_at: document.expires_at,
  },
  document,
  delegations: [],
  entry,
  paramsProblem: () => null,
  now,
  ran: () => false,
  tried: () => null,
  ...given,
})
