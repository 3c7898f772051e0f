import { expect, it } from 'vitest'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { changed } from './changed'

it.each<[string, Result<object>, unknown]>([
  ['its warnings', ok({ ruleId: 7, warnings: ['No node has this label.'] }), ['No node has this label.']],
  ['no warnings where it has none', ok({ groupId: 'g' }), []],
  ['no warnings that are not text', ok({ warnings: ['a', 7, null] }), ['a']],
])('after a change a form gets %s, and nothing else', async (_, result, warnings) => {
  expect(await changed(Promise.resolve(result))).toEqual(ok({ warnings }))
})

it('an owner gets what to sign at once, while it waits', async () => {
  const asked = { change_id: 'c', digest: 'd', state: 'waiting', asked_at: new Date() }
  const after = (change: object | null) => changed(Promise.resolve(ok({ warnings: [], change })))
  expect(await after(asked)).toEqual(ok({ warnings: [], toSign: { change: 'c', digest: 'd' } }))
  expect(await after({ ...asked, state: 'done' })).toEqual(ok({ warnings: [] }))
  expect(await after(null)).toEqual(ok({ warnings: [] }))
})

it('a failure is passed on unchanged', async () => {
  const failure = fail('conflict', 'It is in use.')
  expect(await changed<object>(Promise.resolve(failure))).toBe(failure)
})
