import { readChanges } from '@/lib/db/changes'
import { database } from '@/lib/db/server-db'

/** Node DIDs and job ids that changed, for whoever listens. `jobs` are by the DID of their node. */
export type Change = { nodes: string[]; jobs: { id: string; node: string }[] }
/** `ready` is called once: what changes from then on is told. */
export type Listener = { ready: () => void; change: (change: Change) => void }

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
      const found = await readChanges((await database()).manager, this.since)
      this.since = found.since
      const told = new Map<string, string>()
      const isNew = ({ id, xid }: { id: string; xid: string }): boolean => {
        told.set(id, xid)
        return this.told.get(id) !== xid
      }
      const change = {
        nodes: found.nodes.filter(isNew).map(({ id }) => id),
        jobs: found.jobs.filter(isNew).map(({ id, node }) => ({ id, node })),
      }
      this.told = told
      const empty = first || (change.nodes.length === 0 && change.jobs.length === 0)
      for (const listener of before) {
        const state = this.listeners.get(listener)
        if (state === 'told' && !empty) listener.change(change)
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

const globalPoller: typeof globalThis & { hakimChanges?: ChangePoller } = globalThis

/** Tells `listener` what changes, until the returned function is called. */
export function listenForChanges(listener: Listener): () => void {
  globalPoller.hakimChanges ??= new ChangePoller()
  return globalPoller.hakimChanges.listen(listener)
}
