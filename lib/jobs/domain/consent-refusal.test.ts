import { expect, it } from 'vitest'
import type { JsonValue } from '@/lib/kernel/json/json'
import { consentRefusalOf } from './consent-refusal'

it('reads why the agent did not believe in the approval', () => {
  const consent = { code: 'quorum', expected: '2 owners', seen: '1' }
  expect(consentRefusalOf({ exit_code: null, consent })).toEqual(consent)
})

it.each<JsonValue>([
  ...[null, [], 'quorum', {}, { exit_code: 1 }, { consent: 'quorum' }, { consent: { code: 'quorum' } }],
  { consent: { code: 'quorum', expected: 2, seen: 1 } },
])('takes the result %j for no refusal', (result) => {
  expect(consentRefusalOf(result)).toBeNull()
})
