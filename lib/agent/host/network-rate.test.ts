import { expect, it } from 'vitest'
import { networkRate, totalsOf } from './network-rate'

const up = (iface: string, bytes: number, operstate = 'up') => ({
  ...{ iface, operstate, rx_bytes: bytes, tx_bytes: 0 },
})
const second = (at: number, ...interfaces: ReturnType<typeof up>[]) => totalsOf(interfaces, at * 1_000)

it('adds up the rates of the real interfaces that are up', () => {
  const before = second(0, up('eth0', 1_000), up('wlan0', 0), up('docker0', 0))
  expect(networkRate(before, second(5, up('eth0', 6_000), up('wlan0', 5_000), up('docker0', 9_999)))).toBe(16)
  expect(networkRate(null, before)).toBeNull()
  expect(networkRate(before, second(5))).toBeNull()
})

it('does not take an interface that comes back for traffic', () => {
  const steps = [
    second(0, up('eth0', 0), up('eth1', 386_000_000)),
    second(5, up('eth0', 5_000), up('eth1', 386_000_000, 'down')),
    second(10, up('eth0', 10_000), up('eth1', 386_001_000)),
    second(15, up('eth0', 15_000), up('eth1', 386_006_000)),
  ]
  expect(steps.slice(1).map((after, index) => networkRate(steps[index] ?? null, after))).toEqual([8, 8, 16])
})

it('leaves out an interface whose counter was reset', () => {
  const before = second(0, up('eth0', 1_000), up('eth1', 9_000))
  expect(networkRate(before, second(5, up('eth0', 6_000), up('eth1', 10)))).toBe(8)
  expect(networkRate(second(0, up('eth1', 9_000)), second(5, up('eth1', 10)))).toBeNull()
})
