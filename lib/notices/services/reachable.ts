import { lookup } from 'node:dns/promises'
import { BlockList, isIP } from 'node:net'

const refused = new BlockList()
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['169.254.0.0', 16],
  // Metadata services of Alibaba and Oracle.
  ['100.100.100.200', 32],
  ['192.0.0.0', 24],
  ['224.0.0.0', 3],
] as const)
  refused.addSubnet(network, prefix, 'ipv4')
for (const [network, prefix] of [
  ['::', 128],
  ['fe80::', 10],
  ['ff00::', 8],
  // Metadata services of Amazon and Google.
  ['fd00:ec2::254', 128],
  ['fd20:ce::254', 128],
  // What stands for the IPv4 addresses above.
  ['64:ff9b::a9fe:0', 112],
  ['64:ff9b::6464:64c8', 128],
  ['2002:a9fe::', 32],
] as const)
  refused.addSubnet(network, prefix, 'ipv6')

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('::1', 'ipv6')

type Address = { address: string; family: 4 | 6 }

const isIn = (list: BlockList, { address, family }: Address): boolean =>
  list.check(address, family === 4 ? 'ipv4' : 'ipv6')

/** Of a machine that may be called: no metadata service, and with `loopbackOnly` this machine alone. */
export const mayCall = (address: Address, loopbackOnly: boolean): boolean =>
  !isIn(refused, address) && (!loopbackOnly || isIn(loopback, address))

/** All addresses of a name, or the one that stands in its place. */
async function addressesOf(host: string): Promise<Address[]> {
  const name = host.replace(/^\[|\]$/g, '')
  const version = isIP(name)
  if (version === 4 || version === 6) return [{ address: name, family: version }]
  const found = await lookup(name, { all: true })
  return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }))
}

/**
 * An address of this host that may be called; null if it has none. The connection goes to that address and to no other that
 * the name might get meanwhile.
 */
export async function reachable(host: string, loopbackOnly: boolean): Promise<Address | null> {
  const found = await addressesOf(host)
  return found.find((address) => mayCall(address, loopbackOnly)) ?? null
}
