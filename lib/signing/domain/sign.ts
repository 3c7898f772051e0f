import { createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto'
import { fromHex, toBase64url } from './bytes'
import { keyOfJwk, type PublicKey } from './did-key'
import { lowS } from './p256'
import type { Signature } from './signature-form'
import type { Statement } from './statement'
import { statementDigest } from './statement-digest'
import type { SignedVote } from './vote'

/** A private key that signs a digest directly. */
export type Signer = { publicKey: PublicKey; privateKey: KeyObject }

/** @param privateKey a PEM text (PKCS #8) or a key of Node. Throws if it is not of Ed25519 or P-256. */
export function signerOf(privateKey: KeyObject | string): Signer {
  const key = typeof privateKey === 'string' ? createPrivateKey(privateKey) : privateKey
  const read = keyOfJwk(createPublicKey(key).export({ format: 'jwk' }))
  if (!read.ok)
    throw new TypeError(`The private key is not of Ed25519 or P-256: its public key ${read.message}.`)
  return { publicKey: read.key, privateKey: key }
}

/** Signs a digest (hex). */
export function signDigest({ publicKey, privateKey }: Signer, digest: string): Signature {
  const data = fromHex(digest)
  if (publicKey.curve === 'ed25519')
    return { kind: 'ed25519', value: toBase64url(sign(null, data, privateKey)) }
  const signature = sign('sha256', data, { key: privateKey, dsaEncoding: 'ieee-p1363' })
  return { kind: 'p256', value: toBase64url(lowS(signature)) }
}

/** A vote with this statement, whose key must be the signer's. */
export const signStatement = (signer: Signer, statement: Statement): SignedVote => ({
  statement,
  list: null,
  signature: signDigest(signer, statementDigest(statement)),
})
