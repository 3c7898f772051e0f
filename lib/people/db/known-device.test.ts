import { expect, it } from 'vitest'
import { deviceOf, isKnownDevice, newDevice } from './known-device'

const secret = 'the secret of this test'
const [ada, bob] = ['ada@example.org', 'bob@example.org']

it('a device is known by its own cookie, and only for the account that was signed in to', () => {
  const cookie = newDevice(secret, ada)
  expect(isKnownDevice(secret, cookie)).toBe(true)
  expect(deviceOf(secret, cookie, ada)).toMatch(/^[\w-]{22}$/)
  expect(deviceOf(secret, cookie, bob)).toBeNull()
  expect(newDevice(secret, ada)).not.toBe(cookie)
})

it('nobody can make one: another secret, parts of two cookies, junk', () => {
  const [id, mark, account] = newDevice(secret, ada).split('.')
  const [otherId, , otherAccount] = newDevice(secret, bob).split('.')
  expect(isKnownDevice('another secret', newDevice(secret, ada))).toBe(false)
  expect(deviceOf(secret, [id, mark, otherAccount].join('.'), bob)).toBeNull()
  for (const made of [
    '',
    '..',
    [otherId, mark, account].join('.'),
    [id, '', account].join('.'),
    [id, account, mark].join('.'),
    [id, mark, account, 'more'].join('.'),
  ])
    expect([made, isKnownDevice(secret, made), deviceOf(secret, made, ada)]).toEqual([made, false, null])
})
