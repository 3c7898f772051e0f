import { readChanges, readMissed } from '@/lib/db/connection/changes'
import { diskProblem } from '@/lib/db/connection/full-disk'
import { liveDatabase } from '@/lib/db/connection/server-database'
import { hiddenAmong } from '@/lib/fleet/db/visibility'
import type { Viewer } from '@/lib/kernel/role'
import { log } from '@/lib/log/log'
import { noteListener, noteLiveRead } from '@/lib/metrics/live-reads'
import { waitingInBrowsers } from '@/lib/notices/db/browser'
import { holdersOf } from '@/lib/people/db/holders'
import type { Credential } from '@/lib/people/domain/credential'
import { Sight } from './sight'

/** What is wrong with the server, in words. */
export type Problem = { detail: string | null }

/** Node DIDs and job ids that changed. */
export type Change = { nodes: string[]; jobs: string[] }
/** Other nodes than before may be seen, so everything may have changed; one object, so that it is sent as the same bytes. */
const otherAccess = { access: true } as const
/** The browser asks which; one object, as above. */
const noticesWait = {} as const
/**
 * `ready` is called once; from then on `change` reports every change that the holder of the credential may see, until
 * `ended`: the credential no longer counts. `problem` says when the disk of the database is full, and with null when it has
 * room again. `notices`: messages wait for the browsers of this person.
 */
type Listener = {
  credential: Credential
  /** The id of the last event that it got before, if it comes back. */
  after?: string | null
  ready: (id: string) => void
  /** `id`: what to send back as `after`; null where it stays what it was. */
  change: (change: Change | typeof otherAccess, id: string | null) => void
  problem: (problem: Problem) => void
  notices: (told: typeof noticesWait) => void
  ended: () => void
}

/** All changes, before they are filtered for a viewer; jobs come with the DIDs of their node and requester. */
type AllChanges = { nodes: string[]; jobs: { id: string; node: string; requester: string }[] }

const pollMs = 1_000

/** Whoever missed more than these nodes and jobs reads everything again. */
const mostMissed = 1_000

/** The id of an event as a reader sends it back; null for anything else. Ids are numbers of PostgreSQL's transactions. */
export const lastEventId = (text: string | string[] | null | undefined): string | null =>
  typeof text === 'string' && /^\d{1,18}$/.test(text) ? text : null

/**
 * One poller per process, however many browsers listen. While anybody listens, it reads every second what changed.
 * It reads the data itself, so there is no notification that could be lost. Each time it also reads, for all listeners in
 * one query, whether their credentials still count: nothing is sent on the strength of an earlier look.
 */
class ChangePoller {
  /** Whether each listener already gets changes, or joined after the last poll began. */
  private readonly listeners = new Map<Listener, 'joining' | 'listening'>()
  private timer: NodeJS.Timeout | undefined
  private since: string | null = null
  private failing = false
  private problem: Problem = { detail: null }
  /** The changes already reported, by id, at or above `since`. */
  private reported = new Map<string, string>()
  /** The messages of which a listener was told that they wait. */
  private readonly waiting = new WeakMap<Listener, string>()
  private readonly sight = new Sight()

  listen(listener: Listener): () => void {
    this.listeners.set(listener, 'joining')
    noteListener()
    this.timer ??= setTimeout(() => this.poll(), 0)
    return () => {
      this.listeners.delete(listener)
      // Whoever comes next begins with the present.
      if (this.listeners.size === 0) this.since = null
    }
  }

  private tellProblem(): void {
    const detail = diskProblem()
    if (detail === this.problem.detail) return
    // One object for all, so that it is sent as the same bytes.
    this.problem = { detail }
    for (const [listener, state] of this.listeners) if (state === 'listening') listener.problem(this.problem)
  }

  private tellWaiting(listener: Listener, ids = ''): void {
    if (ids !== '' && ids !== this.waiting.get(listener)) listener.notices(noticesWait)
    this.waiting.set(listener, ids)
  }

  /** What changed since an earlier stream of this viewer ended; everything may have, if that is long ago. */
  private async missedBy(viewer: Viewer, after: string): Promise<Change | typeof otherAccess | null> {
    const { manager } = await liveDatabase()
    const change = await readMissed(manager, after, mostMissed)
    if (change === null) return otherAccess
    const people = viewer.kind === 'person' ? [viewer] : []
    const hidden = await hiddenAmong(manager, people, [
      ...change.nodes,
      ...change.jobs.map(({ node }) => node),
    ])
    const seen = seenBy(viewer, change, hidden)
    return seen.nodes.length + seen.jobs.length > 0 ? seen : null
  }

  private async poll(): Promise<void> {
    this.tellProblem()
    const before = [...this.listeners.keys()]
    const began = Date.now()
    try {
      const first = this.since === null
      const { manager } = await liveDatabase()
      const found = await readChanges(manager, this.since)
      const reported = new Map<string, string>()
      const isNew = ({ id, xid }: { id: string; xid: string }): boolean => {
        reported.set(id, xid)
        return this.reported.get(id) !== xid
      }
      const change = {
        nodes: found.nodes.filter(isNew).map(({ id }) => id),
        jobs: found.jobs.filter(isNew).map(({ id, node, requester }) => ({ id, node, requester })),
      }
      const credentials = before.map(({ credential }) => credential)
      const viewers = await holdersOf(manager, credentials)
      const people = viewers.flatMap((viewer) => (viewer?.kind === 'person' ? [viewer] : []))
      const dids = first ? [] : [...change.nodes, ...change.jobs.map(({ node }) => node)]
      const hidden = await hiddenAmong(manager, people, dids)
      const messages = await waitingInBrowsers(
        manager,
        people.map(({ id }) => id),
      )
      const sightChanged = await this.sight.changed(manager, people, change.jobs)
      this.failing = false
      noteLiveRead(began)
      // Set only now, so that after a failure the next poll finds the same changes again.
      this.since = found.since
      this.reported = reported
      // One object for all from whom nothing is hidden, so that it is sent as the same bytes.
      const whole = { nodes: change.nodes, jobs: change.jobs.map(({ id }) => id) }
      for (const [index, listener] of before.entries()) {
        const state = this.listeners.get(listener)
        const viewer = viewers[index]
        if (!viewer) {
          if (state) listener.ended()
          continue
        }
        const seen = seesAll(viewer, hidden) ? whole : seenBy(viewer, change, hidden)
        const access = viewer.kind === 'person' && sightChanged.has(viewer.id)
        if (state === 'listening' && !first && (access || seen.nodes.length + seen.jobs.length > 0))
          listener.change(access ? otherAccess : seen, access ? null : found.since)
        if (state === 'listening' && viewer.kind === 'person')
          this.tellWaiting(listener, messages.get(viewer.id))
        if (state !== 'joining') continue
        this.listeners.set(listener, 'listening')
        listener.ready(found.since)
        const missed = listener.after ? await this.missedBy(viewer, listener.after) : null
        if (missed) listener.change(missed, null)
        if (this.problem.detail !== null) listener.problem(this.problem)
      }
    } catch (error) {
      // The next successful poll finds what changed meanwhile, so one line for each outage is enough.
      if (!this.failing) log().warn({ err: error }, 'Live changes cannot be read')
      this.failing = true
    }
    if (this.listeners.size > 0) {
      this.timer = setTimeout(() => this.poll(), pollMs)
    } else {
      this.timer = undefined
      this.since = null
      noteLiveRead(null)
    }
  }
}

const seesAll = (viewer: Viewer, hidden: Map<string, Set<string>>): boolean =>
  viewer.kind === 'person' && !hidden.has(viewer.id)

function seenBy(viewer: Viewer, change: AllChanges, hidden: Map<string, Set<string>>): Change {
  const did = viewer.kind === 'person' ? viewer.did : null
  const unseen = viewer.kind === 'person' ? hidden.get(viewer.id) : undefined
  const sees = (node: string): boolean =>
    viewer.kind === 'agent' ? node === viewer.nodeDid : !unseen?.has(node)
  return {
    nodes: change.nodes.filter(sees),
    // Requesters follow the status of their job wherever it runs.
    jobs: change.jobs.flatMap(({ id, node, requester }) => (sees(node) || requester === did ? [id] : [])),
  }
}

const globalPoller: typeof globalThis & { hakimChanges?: ChangePoller } = globalThis

/** Reports changes to `listener` until the returned function is called. */
export function listenForChanges(listener: Listener): () => void {
  globalPoller.hakimChanges ??= new ChangePoller()
  return globalPoller.hakimChanges.listen(listener)
}
