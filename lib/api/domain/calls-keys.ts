import { enrolledKeyAnswer, keysAnswer, revokedKeyAnswer } from '@/lib/people/domain/key-answers'
import { keyEnrolment, keyRevocation } from '@/lib/people/domain/key-calls'
import type { ApiCall } from './call'

/** The calls about one's own keys for signing decisions. */
export const keyCalls = {
  listKeys: {
    method: 'GET',
    path: '/api/v1/keys',
    tag: 'Keys',
    summary: 'List one’s own keys for signing decisions, oldest first, revoked ones included',
    may: 'readOwnKeys',
    answer: keysAnswer,
  },
  enrolKey: {
    method: 'POST',
    path: '/api/v1/keys',
    tag: 'Keys',
    summary:
      'Enrol a key with which one signs every approval from then on; a further key is co-signed by a present one',
    may: 'setOwnKeys',
    body: keyEnrolment,
    answer: enrolledKeyAnswer,
    makes: 'created',
    failures: ['conflict'],
  },
  revokeKey: {
    method: 'DELETE',
    path: '/api/v1/keys/{key_id}',
    tag: 'Keys',
    summary:
      'Revoke a key for good, signed by a present one; what it approved and no agent has claimed yet no longer counts',
    may: 'setOwnKeys',
    body: keyRevocation,
    answer: revokedKeyAnswer,
  },
} as const satisfies Record<string, ApiCall>
