import type { FleetPage } from '@/lib/fleet/domain/fleet-page'

/** The first rows, as the server reads them again whenever something has changed. */
export type FirstRows = Pick<FleetPage, 'rows' | 'matching' | 'at'>

type Order = { order: readonly string[]; count: number }

/** The shown order when the first rows were read again and no row may move: of a whole list the new come last. */
export function keptOrder({ order, count }: Order, { rows, matching }: FirstRows): Order {
  if (rows.length < matching)
    // What is not known yet may have grown; what is known stays.
    return { order, count: order.length < count ? Math.max(matching, order.length) : count }
  const present = new Set(rows.map(({ did }) => did))
  const kept = order.filter((did) => present.delete(did))
  return { order: [...kept, ...present], count: rows.length }
}

/** What is on screen stays where it is; all others follow in their order. */
export function followedBy(order: readonly string[], all: readonly string[]): readonly string[] {
  const present = new Set(order)
  return [...order, ...all.filter((did) => !present.has(did))]
}

/** What one request asks for: addresses that are too long are refused, and a DID may be long and of any script. */
const batch = { rows: 60, letters: 6_000 }

/** As many of these DIDs as one request may ask for, at least one. */
export function firstBatch(dids: readonly string[]): readonly string[] {
  let letters = 0
  const over = dids.findIndex((did, n) => {
    letters += encodeURIComponent(did).length + '&did='.length
    return n > 0 && (n >= batch.rows || letters > batch.letters)
  })
  return over === -1 ? dids : dids.slice(0, over)
}
