import { readChanges } from '@/lib/db/connection/changes'
import { database } from '@/lib/db/connection/server-database'
import { hiddenAmong } from '@/lib/fleet/db/visibility'
import type { Viewer } from '@/lib/kernel/role'

/** Node DIDs and job ids that changed. */
export type Change = { nodes: string[]; jobs: string[] }
/** `ready` is called once: what changes from then on is told, as far as the viewer may see it. */
type Listener = { viewer: Viewer; ready: () => void; change: (change: Change) => void }

/** The same before it is narrowed for anybody: jobs with the DID of their node. */
type AllChanges = { nodes: string[]; jobs: { id: string; node: string }[] }

const pollMs = 1_000

/**
 * One poller a process, however many browsers listen: reads what changed each second while anybody does.
 * It is the truth itself and needs no notification that could be lost.
 */
class ChangePoller {
  /** Whether each one is told already, or joined after the last poll began. */
  private readonly listeners = new Map<Listener, 'joining' | 'told'>()
  private timer: NodeJS.Timeout | undefined
  private since: string | null = null
  /** What was told already, by id, as long as it lies at or above `since`. */
  private told = new Map<string, string>()

  listen(listener: Listener): () => void {
    this.listeners.set(listener, 'joining')
    this.timer ??= setTimeout(() => this.poll(), 0)
    return () => {
      this.listeners.delete(listener)
    }
  }

  private async poll(): Promise<void> {
    const before = [...this.listeners.keys()]
    try {
      const first = this.since === null
      const { manager } = await database()
      const found = await readChanges(manager, this.since)
      const told = new Map<string, string>()
      const isNew = ({ id, xid }: { id: string; xid: string }): boolean => {
        told.set(id, xid)
        return this.told.get(id) !== xid
      }
      const change = {
        nodes: found.nodes.filter(isNew).map(({ id }) => id),
        jobs: found.jobs.filter(isNew).map(({ id, node }) => ({ id, node })),
      }
      const people = before.flatMap(({ viewer }) => (viewer.kind === 'person' ? [viewer] : []))
      const dids = first ? [] : [...change.nodes, ...change.jobs.map(({ node }) => node)]
      const hidden = await hiddenAmong(manager, people, dids)
      // Only now: had anything failed before, the next poll would find the same changes again.
      this.since = found.since
      this.told = told
      for (const listener of before) {
        const state = this.listeners.get(listener)
        const seen = seenBy(listener.viewer, change, hidden)
        if (state === 'told' && !first && seen.nodes.length + seen.jobs.length > 0) listener.change(seen)
        if (state !== 'joining') continue
        this.listeners.set(listener, 'told')
        listener.ready()
      }
    } catch {
      // The database is away: what changes meanwhile is found by the next poll that works.
    }
    if (this.listeners.size > 0) {
      this.timer = setTimeout(() => this.poll(), pollMs)
    } else {
      this.timer = undefined
      this.since = null
    }
  }
}

function seenBy(viewer: Viewer, change: AllChanges, hidden: Map<string, Set<string>>): Change {
  const unseen = viewer.kind === 'person' ? hidden.get(viewer.id) : undefined
  const sees = (did: string): boolean =>
    viewer.kind === 'agent' ? did === viewer.nodeDid : !unseen?.has(did)
  return {
    nodes: change.nodes.filter(sees),
    jobs: change.jobs.flatMap(({ id, node }) => (sees(node) ? [id] : [])),
  }
}

const globalPoller: typeof globalThis & { hakimChanges?: ChangePoller } = globalThis

/** Tells `listener` what changes, until the returned function is called. */
export function listenForChanges(listener: Listener): () => void {
  globalPoller.hakimChanges ??= new ChangePoller()
  return globalPoller.hakimChanges.listen(listener)
}
