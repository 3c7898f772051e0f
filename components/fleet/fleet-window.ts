import { type FleetRow, wholeListAtMost } from '@/lib/fleet/domain/fleet-page'
import type { Result } from '@/lib/kernel/errors'
import { type FirstRows, firstBatch, followedBy, keptOrder } from './fleet-order'

/** Reads the rest of the list from the server. */
export type FleetReader = {
  order: () => Promise<Result<{ dids: string[]; at: string }>>
  rows: (dids: readonly string[]) => Promise<Result<{ rows: FleetRow[] }>>
}

/** What the table shows. */
type FleetShown = {
  /** How many rows there are; `order` holds fewer until the rest is needed. */
  count: number
  order: readonly string[]
  /** The rows read so far; null for a node that is gone. */
  rows: ReadonlyMap<string, FleetRow | null>
  /** When the order was read, if the reader has scrolled down and it may be out of date; else null. */
  heldSince: string | null
  /** Why rows could not be read. */
  problem: string | null
}

/** Rows kept in memory beyond those on screen, in either direction. */
const keptRows = 200

/**
 * The part of a fleet that is on screen. The order is read once and then held, so that no row moves under a reader
 * who has scrolled or points at one; the values of visible rows are read again with every refresh of the page.
 */
export class FleetWindow {
  private shown: FleetShown
  private latest: FirstRows
  /** The first rows by which the screen is sorted. */
  private sortedBy: FirstRows
  /** When the order was read. */
  private at: string
  private first = 0
  private last = 0
  private holding = false
  /** The node whose row has the focus; its row is kept wherever the reader scrolls. */
  private focused: string | undefined
  private reading = false
  /** Visible rows whose values are older than the last refresh. */
  private readonly outdated = new Set<string>()
  private readonly listeners = new Set<() => void>()

  constructor(
    private readonly reader: FleetReader,
    latest: FirstRows,
  ) {
    this.latest = latest
    this.sortedBy = latest
    this.at = latest.at
    this.shown = {
      count: latest.matching,
      order: latest.rows.map(({ did }) => did),
      rows: new Map(latest.rows.map((row) => [row.did, row])),
      heldSince: null,
      problem: null,
    }
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  readonly read = (): FleetShown => this.shown

  /** The rows from `first` to `last` are on screen. */
  show(first: number, last: number): void {
    this.first = first
    this.last = last
    this.sortIfFree()
    void this.readOn()
  }

  /** The row at this position has the focus; null: none has. */
  focus(index: number | null): void {
    this.focused = index === null ? undefined : this.shown.order[index]
  }

  /** The pointer or the focus entered a row: no row moves until it leaves. */
  hold(): void {
    this.holding = true
  }

  release(): void {
    this.holding = false
    this.sortIfFree()
  }

  /** The server has read the first rows again. */
  take(latest: FirstRows): void {
    if (latest === this.latest) return
    this.latest = latest
    const rows = new Map(this.shown.rows)
    for (const row of latest.rows) rows.set(row.did, row)
    this.change({ rows, problem: null })
    if (!this.sortIfFree()) this.keepOrder()
  }

  /** Sorts everything by its current values, wherever the reader is. */
  async sortAgain(): Promise<void> {
    const answer = await this.reader.order()
    if (!answer.ok) return this.change({ problem: answer.error.detail })
    const { dids, at } = answer.value
    this.at = at
    this.change({ order: dids, count: dids.length, heldSince: null, problem: null })
    await this.readOn()
  }

  retry(): void {
    this.change({ problem: null })
    void this.readOn()
  }

  private change(change: Partial<FleetShown>): void {
    this.shown = { ...this.shown, ...change }
    for (const notify of this.listeners) notify()
  }

  /** Whether every row on screen is one of the first rows. */
  private readonly atTop = (): boolean =>
    this.last < this.latest.rows.length || this.latest.matching <= wholeListAtMost

  private readonly inView = (): readonly string[] => this.shown.order.slice(this.first, this.last + 1)

  /** Leaves every row in place and reads the visible ones again. */
  private keepOrder(): void {
    this.change({ ...keptOrder(this.shown, this.latest), heldSince: this.atTop() ? null : this.at })
    for (const did of this.inView()) this.outdated.add(did)
    for (const { did } of this.latest.rows) this.outdated.delete(did)
    void this.readOn()
  }

  /** Takes over the server's latest order, unless the reader is at a row or has scrolled down. Returns whether it applies. */
  private sortIfFree(): boolean {
    const { rows, matching, at } = this.latest
    if (this.sortedBy === this.latest) return true
    if (this.holding || !this.atTop()) return false
    this.sortedBy = this.latest
    this.at = at
    this.change({ order: rows.map(({ did }) => did), count: matching, heldSince: null })
    return true
  }

  /** Reads what the screen lacks, one request at a time, until nothing is missing or a read fails. */
  private async readOn(): Promise<void> {
    if (this.reading) return
    this.reading = true
    try {
      for (let read = this.missing(); read; read = this.missing()) await read()
    } finally {
      this.reading = false
    }
  }

  /** The next read; null when nothing is missing or the last read failed. */
  private missing(): (() => Promise<void>) | null {
    const { order, count, rows, problem } = this.shown
    if (problem !== null) return null
    if (this.last >= order.length && order.length < count) return () => this.readOrder()
    const unread = this.inView().filter((did) => !rows.has(did) || this.outdated.has(did))
    return unread.length > 0 ? () => this.readRows(firstBatch(unread)) : null
  }

  private async readOrder(): Promise<void> {
    const answer = await this.reader.order()
    if (!answer.ok) return this.change({ problem: answer.error.detail })
    const order = followedBy(this.shown.order, answer.value.dids)
    this.at = answer.value.at
    this.change({ order, count: order.length })
  }

  private async readRows(dids: readonly string[]): Promise<void> {
    const answer = await this.reader.rows(dids)
    if (!answer.ok) return this.change({ problem: answer.error.detail })
    const near = new Set([
      ...this.shown.order.slice(Math.max(0, this.first - keptRows), this.last + keptRows),
      ...this.latest.rows.map(({ did }) => did),
      this.focused,
    ])
    const rows = new Map([...this.shown.rows].filter(([did]) => near.has(did)))
    for (const did of dids) {
      rows.set(did, null)
      this.outdated.delete(did)
    }
    for (const row of answer.value.rows) rows.set(row.did, row)
    this.change({ rows })
  }
}
