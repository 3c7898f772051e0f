import { isIP } from 'node:net'
import { expect, it } from 'vitest'
import { mayCall, reachable } from './reachable'

const callable = (address: string, loopbackOnly = false): boolean =>
  mayCall({ address, family: isIP(address) === 4 ? 4 : 6 }, loopbackOnly)

it.each([
  ...['169.254.169.254', '169.254.0.1', '0.0.0.0', '100.100.100.200', '192.0.0.192', '224.0.0.1'],
  ...['255.255.255.255', '::', 'fe80::1', 'febf::1', 'ff02::1', 'fd00:ec2::254', 'fd20:ce::254'],
  ...['::ffff:169.254.169.254', '::ffff:a9fe:a9fe', '64:ff9b::a9fe:a9fe', '2002:a9fe:a9fe::1'],
])('never calls %s', (address) => {
  expect(callable(address)).toBe(false)
})

it.each(['127.0.0.1', '::1', '10.0.0.1', '192.168.1.1', '93.184.216.34', '2606:4700::1111', 'fd12::1'])(
  'may call %s',
  (address) => {
    expect(callable(address)).toBe(true)
  },
)

it('calls only this machine by http, unless an administrator allows more', () => {
  expect(['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1'].map((one) => callable(one, true))).toEqual([
    ...[true, true, true, true],
  ])
  expect(['10.0.0.1', '93.184.216.34', 'fd12::1'].map((one) => callable(one, true))).toEqual([
    ...[false, false, false],
  ])
})

it('looks a name up, and takes an address as it stands', async () => {
  expect(await reachable('localhost', true)).not.toBeNull()
  expect(await reachable('[::1]', true)).toEqual({ address: '::1', family: 6 })
  expect(await reachable('169.254.169.254', false)).toBeNull()
})
