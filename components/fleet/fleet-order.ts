import type { FleetPage } from '@/lib/fleet/domain/fleet-page'

/** The first rows, which the server reads again on every change. */
export type FirstRows = Pick<FleetPage, 'rows' | 'matching' | 'at'>

type Order = { order: readonly string[]; count: number }

/** The order on screen after the first rows were read again, when no row may move. New rows of a complete list come last. */
export function keptOrder({ order, count }: Order, { rows, matching }: FirstRows): Order {
  if (rows.length < matching)
    // The part that was not read may have grown; the part that was read stays.
    return { order, count: order.length < count ? Math.max(matching, order.length) : count }
  const present = new Set(rows.map(({ did }) => did))
  const kept = order.filter((did) => present.delete(did))
  return { order: [...kept, ...present], count: rows.length }
}

/** `order` first, unchanged, then all others in theirs. */
export function followedBy(order: readonly string[], all: readonly string[]): readonly string[] {
  const present = new Set(order)
  return [...order, ...all.filter((did) => !present.has(did))]
}

/** Limits of one request: servers refuse long URLs, and a DID may be long and in any script. */
const batch = { rows: 60, letters: 6_000 }

/** As many of these DIDs as fit one request, at least one. */
export function firstBatch(dids: readonly string[]): readonly string[] {
  let letters = 0
  const over = dids.findIndex((did, n) => {
    letters += encodeURIComponent(did).length + '&did='.length
    return n > 0 && (n >= batch.rows || letters > batch.letters)
  })
  return over === -1 ? dids : dids.slice(0, over)
}
