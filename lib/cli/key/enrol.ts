import type { Server } from '@/lib/cli/server/connect'
import { keyAnswer, keysAnswer } from '@/lib/people/domain/key-answers'
import { type Enrolment, enrolmentDigest } from '@/lib/people/domain/key-calls'
import { type Signer, signDigest } from '@/lib/signing/domain/sign'

/** Enrols a key at the server, co-signed by one that is enrolled already if there is one. */
export async function enrol(server: Server, name: string, signer: Signer, cosigner: Signer | null) {
  const { person_did: person } = await server.ask('GET', '/keys', keysAnswer)
  const enrolment: Enrolment = {
    ...{ version: 1, person, key: signer.publicKey.did, enrolled_at: new Date().toISOString() },
  }
  const digest = enrolmentDigest(enrolment)
  return server.ask('POST', '/keys', keyAnswer, {
    ...{ name, enrolment, signature: signDigest(signer, digest) },
    ...(cosigner
      ? { cosigned: { key: cosigner.publicKey.did, signature: signDigest(cosigner, digest) } }
      : {}),
  })
}
