import type { DataSource } from 'typeorm'
import { hashOf, type NodeName, readNameHashes, takeNames } from '@/lib/reports/db/node-names'

/** What this process remembers of a node: names that have a place; and all of their hashes, once it had none to give. */
type Known = { names: Set<string>; characters: number; day: number; full: Full | null }
type Full = { until: number; hashes: ReadonlySet<string> }
type Memory = { nodes: Map<string, Known>; characters: number }

const memories = new WeakMap<DataSource, Memory>()

/** Names are short, so this is some 200,000 of them; the nodes that were heard longest ago are forgotten first. */
const mostCharacters = 8_000_000
const fullMs = 60_000
const dayMs = 86_400_000

function memoryOf(db: DataSource): Memory {
  const memory = memories.get(db) ?? { nodes: new Map<string, Known>(), characters: 0 }
  memories.set(db, memory)
  return memory
}

function forget(memory: Memory, did: string): void {
  memory.characters -= memory.nodes.get(did)?.characters ?? 0
  memory.nodes.delete(did)
}

/** Once a day a node starts over, so that the names it still uses are renewed in the database. */
function knownOf(memory: Memory, did: string, now: number): Known {
  const day = Math.floor(now / dayMs)
  const found = memory.nodes.get(did)
  if (found?.day === day) return found
  forget(memory, did)
  const known: Known = { names: new Set(), characters: 0, day, full: null }
  memory.nodes.set(did, known)
  return known
}

function remember(memory: Memory, { did, name }: NodeName, now: number): void {
  const known = knownOf(memory, did, now)
  if (known.names.has(name)) return
  known.names.add(name)
  known.characters += name.length
  memory.characters += name.length
  // The ones that were used last stay.
  memory.nodes.delete(did)
  memory.nodes.set(did, known)
  for (const oldest of memory.nodes.keys()) {
    if (memory.characters <= mostCharacters || oldest === did) break
    forget(memory, oldest)
  }
}

/**
 * Which of these names have no place, because their node has `most` others; asks the database only for names that this
 * process has not seen today. Nearly every report has the names of the one before it.
 */
export async function namesWithoutPlace(
  db: DataSource,
  names: Iterable<NodeName>,
  most: number,
  now = Date.now(),
): Promise<Map<string, Set<string>>> {
  const memory = memoryOf(db)
  const without = new Map<string, Set<string>>()
  const refuse = ({ did, name }: NodeName): void => {
    without.set(did, (without.get(did) ?? new Set()).add(name))
  }
  const unknown: NodeName[] = []
  const asked = new Map<string, Set<string>>()
  for (const one of names) {
    const known = knownOf(memory, one.did, now)
    if (known.names.has(one.name)) continue
    const { full } = known
    if (!full || now >= full.until) {
      const own = asked.get(one.did) ?? new Set()
      if (!own.has(one.name)) unknown.push(one)
      asked.set(one.did, own.add(one.name))
    } else if (full.hashes.has(hashOf(one.name).toString('hex'))) remember(memory, one, now)
    else refuse(one)
  }
  if (unknown.length === 0) return without
  const placed = await takeNames(db, unknown, most)
  const refused = unknown.filter((_, index) => !placed[index])
  for (const [index, one] of unknown.entries()) if (placed[index]) remember(memory, one, now)
  if (refused.length === 0) return without
  for (const one of refused) refuse(one)
  for (const { did, hashes } of await readNameHashes(db, [...without.keys()]))
    knownOf(memory, did, now).full = { until: now + fullMs, hashes: new Set(hashes) }
  return without
}
