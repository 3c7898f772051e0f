import type { IncomingMessage } from 'node:http'
import { BlockList, isIPv4, isIPv6 } from 'node:net'
import { type Config, config } from '@/lib/config'

/** `[::1]:80`, `::ffff:10.0.0.1` and `10.0.0.1:80` without what is beside the address. */
const bare = (text: string): string =>
  text
    .trim()
    .replace(/^\[(.*)\](:\d+)?$/, '$1')
    .replace(/^([\d.]+):\d+$/, '$1')
    .replace(/%.*$/, '')
    .replace(/^::ffff:(?=[\d.]+$)/i, '')

/** The first 64 bits of an IPv6 address: one subscriber has at least as many addresses as the rest leaves. */
function prefixOf(address: string): string {
  const written = new URL(`http://[${address}]`).hostname.slice(1, -1)
  const [left = [], right] = written
    .split('::')
    .map((part) => part.split(':').filter((group) => group !== ''))
  const missing = right ? 8 - left.length - right.length : 0
  const groups = [...left, ...Array.from({ length: missing }, () => '0'), ...(right ?? [])]
  return `${groups.slice(0, 4).join(':')}::/64`
}

export function networkOf(text: string): string {
  const address = bare(text)
  if (isIPv4(address)) return address
  return isIPv6(address) ? prefixOf(address) : 'unknown'
}

const lists = new WeakMap<Config['trustedProxies'], BlockList>()

function trustedBy(networks: Config['trustedProxies']): BlockList {
  const known = lists.get(networks)
  if (known) return known
  const list = new BlockList()
  for (const { address, bits, family } of networks) list.addSubnet(address, bits, family)
  lists.set(networks, list)
  return list
}

/**
 * The network that a request comes from. X-Forwarded-For is read from its end, and only as far as each hop was written by a
 * proxy that HAKIM_TRUSTED_PROXIES names: everything before is the caller's own claim.
 */
export function callerNetwork(
  { socket, headers }: Pick<IncomingMessage, 'socket' | 'headers'>,
  networks: Config['trustedProxies'] = config().trustedProxies,
): string {
  const trusted = trustedBy(networks)
  const isTrusted = (address: string): boolean =>
    isIPv4(address) ? trusted.check(address) : isIPv6(address) && trusted.check(address, 'ipv6')
  const hops = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',').map(bare)
  let address = bare(socket.remoteAddress ?? '')
  while (isTrusted(address)) {
    const before = hops.pop()
    if (before === undefined || before === '') break
    address = before
  }
  return networkOf(address)
}
