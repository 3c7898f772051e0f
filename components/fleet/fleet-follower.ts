import type { Change } from '@/components/live/event-data'
import { applyUpdate } from '@/lib/fleet/domain/apply-update'
import type { BackfillNote, FleetList, FleetRow, LiveAnswer } from '@/lib/fleet/domain/fleet-page'
import type { Result } from '@/lib/kernel/errors'

/** What a page of the fleet shows. */
export type Shown<Row> = { fleet: FleetList<Row>; backfill: BackfillNote | null }
export type FleetShown = Shown<FleetRow>

export type LiveReader<Row> = {
  read: (since: string | null, waiting: boolean) => Promise<Result<LiveAnswer<Row>>>
  /** Something changed beyond the fleet itself: the viewer was signed out, or other jobs wait for them. */
  readPage: () => void
  /** The page's connection (components/live/connection.ts). */
  onChange: (listener: (change: Change | 'everything') => void) => () => void
  hold: () => () => void
  lose: () => void
  retryMs: () => number
  isHidden: () => boolean
}

/** What is not live asks no later than this, however calm the page is otherwise. */
const notLiveMs = 2_000
/** A job may come to wait for the viewer without a change of a job, as when a delegation begins. */
const waitingMs = 60_000

/**
 * Keeps an open page of the fleet current: after a change it reads what differs, at most every `pauseMs`. A page that may have
 * missed changes is live again only when it has read something newer.
 */
export class FleetFollower<Row extends { did: string }> {
  private readonly listeners = new Set<() => void>()
  private taken: Shown<Row>
  private version: string | null = null
  private timer: ReturnType<typeof setTimeout> | undefined
  private readonly counts: { waiting: number; askedAt: number; ask: boolean }
  private following = false
  private reading = false
  private dirty = false
  private incomplete = false
  private lastRead = Number.NEGATIVE_INFINITY
  /** When the latest change was announced, and the latest that may have been missed. */
  private changedAt = 0
  private missedAt = 0
  private release: (() => void) | undefined

  constructor(
    private shown: Shown<Row>,
    waiting: number,
    private readonly reader: LiveReader<Row>,
    private readonly pauseMs = 2_000,
  ) {
    this.taken = shown
    this.counts = { waiting, askedAt: performance.now(), ask: false }
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  readonly read = (): Shown<Row> => this.shown

  /** The server has rendered the page again. */
  take(shown: Shown<Row>, waiting: number): void {
    if (shown === this.taken) return
    this.taken = shown
    this.counts.waiting = waiting
    this.version = null
    this.show(shown)
  }

  /** Follows changes until the returned function is called; `now`: what it shows is not complete, so it reads at once. */
  follow(now = false): () => void {
    this.following = true
    const leave = this.reader.onChange((change) => this.changed(change))
    if (now) {
      this.dirty = true
      this.incomplete = true
      this.schedule(0)
    }
    return () => {
      this.following = false
      leave()
      clearTimeout(this.timer)
      this.timer = undefined
      this.upToDate()
    }
  }

  private changed(change: Change | 'everything'): void {
    this.changedAt = performance.now()
    if (change === 'everything') {
      this.missedAt = this.changedAt
      this.release ??= this.reader.hold()
    }
    if (change === 'everything' || change.jobs.length > 0) this.counts.ask = true
    this.dirty = true
    this.schedule(this.pause())
  }

  private readonly pause = (): number =>
    this.lastRead + (this.release ? Math.min(this.pauseMs, notLiveMs) : this.pauseMs) - performance.now()

  private schedule(inMs: number): void {
    if (!this.following || this.reading || !this.dirty) return
    clearTimeout(this.timer)
    this.timer = setTimeout(() => void this.readOn(), Math.max(0, inMs))
  }

  private async readOn(): Promise<void> {
    // When it is seen again, the connection begins again, and whatever changed is read then.
    if (this.reader.isHidden()) return
    const { counts } = this
    const sentAt = performance.now()
    const waiting = counts.ask || sentAt - counts.askedAt > waitingMs
    this.reading = true
    this.dirty = false
    const since = this.version
    // The connection that then begins asks once more, and the page is not live until that is answered.
    if (!this.incomplete) this.lastRead = sentAt
    this.incomplete = false
    const answer = await this.reader.read(since, waiting)
    this.reading = false
    if (!this.following) return
    if (!answer.ok && answer.error.kind === 'unauthenticated') return this.reader.readPage()
    if (!answer.ok) return this.readAgain()
    const { ageMs, fleet, backfill } = answer.value
    const page = this.version === since ? applyUpdate(this.shown.fleet, fleet) : null
    if (page) {
      this.version = fleet.version
      this.show({ fleet: page, backfill })
    } else this.version = null
    this.count(answer.value.waiting, sentAt)
    // Others may have caused that read before the change.
    const readAt = page ? sentAt - ageMs : Number.NEGATIVE_INFINITY
    if (readAt < this.changedAt) this.dirty = true
    if (readAt >= this.missedAt) this.upToDate()
    this.schedule(this.pause())
  }

  private readAgain(): void {
    this.release ??= this.reader.hold()
    this.reader.lose()
    this.dirty = true
    this.counts.ask = true
    this.schedule(this.reader.retryMs())
  }

  private count(waiting: number | null, askedAt: number): void {
    if (waiting === null) return
    this.counts.ask = false
    this.counts.askedAt = askedAt
    if (waiting === this.counts.waiting) return
    // The number is also in the navigation, which only the page has.
    this.counts.waiting = waiting
    this.reader.readPage()
  }

  private upToDate(): void {
    this.release?.()
    this.release = undefined
  }

  private show(shown: Shown<Row>): void {
    this.shown = shown
    for (const notify of this.listeners) notify()
  }
}
