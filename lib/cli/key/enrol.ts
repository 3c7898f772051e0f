import type { Server } from '@/lib/cli/server/connect'
import { enrolledKeyAnswer, keysAnswer } from '@/lib/people/domain/key-answers'
import {
  type Enrolment,
  enrolmentDigest,
  type Revocation,
  revocationDigest,
} from '@/lib/people/domain/key-calls'
import { type Signer, signDigest } from '@/lib/signing/domain/sign'

/** Enrols a key at the server, co-signed by one that is enrolled already if there is one. `days`: until it expires. */
export async function enrol(
  server: Server,
  { name, days }: { name: string; days: number | undefined },
  signer: Signer,
  cosigner: Signer | null,
) {
  const { person_did: person } = await server.ask(({ GET }) => GET('/api/v1/keys'), keysAnswer)
  const enrolment: Enrolment = {
    ...{ version: 1, person, key: signer.publicKey.did, enrolled_at: new Date().toISOString() },
  }
  const digest = enrolmentDigest(enrolment)
  const body = {
    ...{ name, enrolment, signature: signDigest(signer, digest) },
    ...(days === undefined ? {} : { expires_in_days: days }),
    ...(cosigner
      ? { cosigned: { key: cosigner.publicKey.did, signature: signDigest(cosigner, digest) } }
      : {}),
  }
  return server.ask(({ POST }) => POST('/api/v1/keys', { body }), enrolledKeyAnswer)
}

/** That a key ends, signed by one that is enrolled: the body of its revocation. */
export async function signedRevocation(server: Server, keyId: string, signer: Signer) {
  const { person_did: person, keys } = await server.ask(({ GET }) => GET('/api/v1/keys'), keysAnswer)
  const key = keys.find(({ key_id }) => key_id === keyId)?.key
  // The server says that there is none.
  if (key === undefined) return {}
  const revocation: Revocation = { version: 1, person, key, revoked_at: new Date().toISOString() }
  const signature = signDigest(signer, revocationDigest(revocation))
  return { revocation, signed: { key: signer.publicKey.did, signature } }
}
