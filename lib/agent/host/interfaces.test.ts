import { expect, it } from 'vitest'
import { parseNetDev, readInterfaces } from './interfaces'

it('reads the counters of every interface', () => {
  const text = `Inter-|   Receive                                                |  Transmit
 face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
    lo: 58752887584 21524436    0    0    0     0          0         0 58752887585 21524436    0    0    0     0       0          0
  eth0.7:12848692469  358637    0    0    0     0          0         0 28948877  246922    0    0    0     0       0          0
`
  expect(parseNetDev(text)).toEqual([
    { iface: 'lo', rx_bytes: 58752887584, tx_bytes: 58752887585 },
    { iface: 'eth0.7', rx_bytes: 12848692469, tx_bytes: 28948877 },
  ])
})

it('finds the interfaces of this machine', async () => {
  for (const one of await readInterfaces())
    expect(one).toMatchObject({ rx_bytes: expect.any(Number), operstate: expect.any(String) })
  expect((await readInterfaces()).map(({ iface }) => iface)).toContain(
    process.platform === 'linux' ? 'lo' : 'lo0',
  )
})
