import { expect, it } from 'vitest'
import { canonicalJson } from '@/lib/kernel/json/json'
import { offerDigest } from '@/lib/signing/domain/offer'
import { at, documentOf, entry, node, now } from '@/test/consent-signing'
import { policyOf } from '@/test/policies'
import { anna } from '@/test/signed-job'
import { approvedAt } from './policy-problems'

it('a policy approved a job as long as that is inside it, and no other revision of either', () => {
  const document = documentOf({ window: null })
  const policy = {
    ...policyOf({ person: anna, nodes: [node], offer_digests: [offerDigest(entry)] }),
    ...{ starts: at(-60), ends: at(60) },
  }
  const vote = { revision: 2, policy_id: 'p', policy_revision: 3, policy }
  const approved = approvedAt([vote], [{ revision: 2, document: canonicalJson(document) }])
  const used = { id: 'p', revision: 3 }
  expect(approved(2, used, now)).toBe(true)
  expect(approved(2, used, now + 61.5 * 60_000)).toBe(false)
  expect(approved(1, used, now)).toBe(false)
  expect(approved(2, { ...used, revision: 2 }, now)).toBe(false)
  expect(approved(2, { ...used, id: 'q' }, now)).toBe(false)
})
