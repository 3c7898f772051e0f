import { Socket } from 'node:net'
import { expect, it } from 'vitest'
import type { Config } from '@/lib/config'
import { callerNetwork, networkOf } from './caller-network'

it.each([
  ['192.0.2.7', '192.0.2.7'],
  ['192.0.2.7:4711', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['[2001:DB8:1:2::6]:443', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['an attacker', 'unknown'],
  ['', 'unknown'],
])('%s belongs to %s', (address, network) => {
  expect(networkOf(address)).toBe(network)
})

const trusted: Config['trustedProxies'] = [
  { address: '10.0.0.0', bits: 8, family: 'ipv4' },
  { address: 'fd00::', bits: 8, family: 'ipv6' },
]

const from = (remoteAddress: string, forwarded?: string): string =>
  callerNetwork(
    {
      socket: Object.defineProperty(new Socket(), 'remoteAddress', { value: remoteAddress }),
      headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
    },
    trusted,
  )

it('believes the header of a trusted proxy only, and only what that proxy has added', () => {
  expect(from('192.0.2.1', '198.51.100.9')).toBe('192.0.2.1')
  expect(from('10.1.1.1', '198.51.100.9')).toBe('198.51.100.9')
  expect(from('10.1.1.1', 'made up, 203.0.113.5, 198.51.100.9, 10.2.2.2')).toBe('198.51.100.9')
  expect(from('::ffff:10.1.1.1', '2001:db8:7::1')).toBe('2001:db8:7:0::/64')
  expect(from('fd00::5', '198.51.100.9')).toBe('198.51.100.9')
  expect(from('10.1.1.1', '198.51.100.9, junk')).toBe('unknown')
  expect(from('10.1.1.1')).toBe('10.1.1.1')
  expect(from('10.1.1.1', '10.3.3.3')).toBe('10.3.3.3')
})
