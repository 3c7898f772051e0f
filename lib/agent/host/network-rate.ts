/** Bytes in and out of each interface since it came up, at a monotonic time in milliseconds. */
export type NetworkTotals = { bytes: ReadonlyMap<string, number>; at: number }

/** Interfaces whose traffic also crosses a real one: containers, bridges, tunnels. */
const virtual = /^(lo|docker|veth|br-|virbr|cni|flannel|cali|tun|tap|wg|ifb|dummy)/

export type Interface = { iface: string; operstate: string; rx_bytes: number; tx_bytes: number }

/** The totals of the real interfaces that are up. */
export const totalsOf = (interfaces: readonly Interface[], at: number): NetworkTotals => ({
  bytes: new Map(
    interfaces
      .filter(({ iface, operstate }) => !virtual.test(iface) && operstate !== 'down')
      .map(({ iface, rx_bytes, tx_bytes }): [string, number] => [iface, rx_bytes + tx_bytes])
      .filter(([, bytes]) => Number.isFinite(bytes)),
  ),
  at,
})

/**
 * Kilobits per second between two readings: the sum over the interfaces that were up in both and whose counters have not
 * been reset. Null if there is none.
 */
export function networkRate(before: NetworkTotals | null, after: NetworkTotals): number | null {
  if (!before || after.at <= before.at) return null
  const grown = [...after.bytes].flatMap(([name, bytes]) => {
    const earlier = before.bytes.get(name)
    return earlier === undefined || bytes < earlier ? [] : bytes - earlier
  })
  if (grown.length === 0) return null
  return (grown.reduce((sum, bytes) => sum + bytes, 0) * 8) / (after.at - before.at)
}
