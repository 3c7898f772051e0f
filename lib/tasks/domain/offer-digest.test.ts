import { expect, it } from 'vitest'
import { offerDigest } from '@/lib/signing/domain/offer'
import { entryOf, withDigest } from './offer-digest'
import { taskOffer } from './task'

const task = taskOffer.parse({ name: 'sync', command: ['/bin/sync'] })
const old = { ...task, title: undefined, digest: 'a'.repeat(64) }

it('hashes a task without its digest and without what is undefined', () => {
  expect(entryOf(old)).toStrictEqual({ name: 'sync', command: ['/bin/sync'], params: task.params })
})

it('announces a task with the digest of what it is now, whichever it had', () => {
  expect(withDigest(old)).toEqual({ ...task, digest: offerDigest(entryOf(task)) })
  expect(withDigest({ ...old, command: ['/bin/other'] }).digest).not.toBe(withDigest(old).digest)
})
