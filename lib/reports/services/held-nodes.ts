import type { DataSource } from 'typeorm'
import { fail, type Result } from '@/lib/kernel/errors'
import { log } from '@/lib/log/log'
import { metrics } from '@/lib/metrics/metrics'
import { readHeldNodes } from '@/lib/reports/db/held-nodes'

/** Nodes for which an insert waited in vain, by pool; `tries`: how many of them wait for a lock again. */
type Held = { nodes: Set<string>; tries: number }

const pools = new WeakMap<DataSource, Held>()

function heldIn(db: DataSource): Held {
  const held = pools.get(db) ?? { nodes: new Set<string>(), tries: 0 }
  pools.set(db, held)
  return held
}

/** The answer for a node in whose reports another program has an open transaction. */
export const nodeHeld = fail(
  'unavailable',
  'Another program has written to this node and not yet ended its transaction. Send the reports again.',
  { retryAfter: 5 },
)

/**
 * Sets aside those of the nodes for which an insert has just waited in vain, so that it does not hold up the reports of all
 * the others again. Returns them; none if it waited for something else.
 */
export async function setAside(db: DataSource, dids: readonly string[]): Promise<string[]> {
  const { nodes } = heldIn(db)
  const found = await readHeldNodes(db.manager, dids)
  const certain = found.filter(({ known }) => known)
  const aside = (certain.length > 0 ? certain : found).map(({ did }) => did)
  for (const did of aside) {
    if (nodes.has(did)) continue
    log().warn({ node: did }, 'Reports of a node wait for the open transaction of another program')
    nodes.add(did)
    metrics().ingest.nodesSetAside.inc()
  }
  return aside
}

function release({ nodes }: Held, did: string): void {
  if (nodes.delete(did)) metrics().ingest.nodesSetAside.dec()
}

/** Runs `store` for a node that is not set aside, or no longer; `alone` stores the reports of this node only. */
export async function unlessHeld<T>(
  db: DataSource,
  did: string,
  { store, alone }: Record<'store' | 'alone', () => Promise<Result<T>>>,
): Promise<Result<T>> {
  const held = heldIn(db)
  if (!held.nodes.has(did)) return store()
  const [still] = await readHeldNodes(db.manager, [did])
  if (still?.known) return nodeHeld
  if (!still) {
    release(held, did)
    return store()
  }
  // Only trying tells. One at a time, since each may wait for a lock and needs a connection meanwhile.
  if (held.tries > 0) return nodeHeld
  held.tries += 1
  try {
    const result = await alone()
    if (result !== nodeHeld) release(held, did)
    return result
  } finally {
    held.tries -= 1
  }
}
