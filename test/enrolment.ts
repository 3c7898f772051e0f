import type { DataSource } from 'typeorm'
import { type Enrolment, enrolmentDigest } from '@/lib/people/domain/key-calls'
import type { TestKey } from './consent-signing'

/** The enrolment of a key as a person's own machine makes it, co-signed by another key of theirs if one is given. */
export function enrolmentOf(
  person: string,
  key: TestKey,
  { cosigner, ...other }: Partial<Enrolment> & { cosigner?: TestKey } = {},
) {
  const enrolment: Enrolment = {
    ...{ version: 1, person, key: key.pinned.key, enrolled_at: new Date().toISOString() },
    ...other,
  }
  const digest = enrolmentDigest(enrolment)
  return {
    ...{ name: 'Laptop', enrolment, signature: key.sign(digest) },
    ...(cosigner ? { cosigned: { key: cosigner.pinned.key, signature: cosigner.sign(digest) } } : {}),
  }
}

/** Stores somebody's Ed25519 key without asking anybody; its id. */
export async function storedKey(db: DataSource, personId: string, key: string): Promise<string> {
  const [row] = await db.query<{ key_id: string }[]>(
    `INSERT INTO consent_keys (person_id, key, kind, name) VALUES ($1, $2, 'ed25519', 'key') RETURNING key_id`,
    [personId, key],
  )
  return row?.key_id ?? ''
}
