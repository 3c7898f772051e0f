import type { JsonObject, JsonValue } from '@/lib/kernel/json/json'
import { parseEvent } from './event-json'
import type { AuditEvent } from './log'

/** The text whose digest the log has for an hour. */
export const hourText = (nodes: readonly { node: string; reports: number; sha256: string }[]): string =>
  JSON.stringify(nodes.map(({ node, reports, sha256 }) => [node, reports, sha256]))

/** What the log says of the reports of one hour. */
export type LoggedHour = {
  id: number
  seq: number
  sha256: JsonValue
  late: JsonValue
  lateSha256: JsonValue
}

const numberOf = (value: JsonValue | undefined): number | null => (typeof value === 'number' ? value : null)

/** Reads from the log which digests reports have, and which of them mean nothing any more. */
export class ReportsProjection {
  readonly hours = new Map<number, LoggedHour>()
  /** Retention deletes reports from before this day. */
  retiredBeforeDay = 0
  private readonly changed: { node: JsonValue | undefined; first: number; last: number }[] = []

  take(event: AuditEvent): void {
    if (event.stream !== 'rights' || !event.body.includes('"reports ')) return
    const body = parseEvent(event.body)
    if (body?.kind === 'reports digested') this.takeHour(event, body)
    else if (body?.kind === 'reports retired')
      this.retiredBeforeDay = Math.max(this.retiredBeforeDay, numberOf(body.before_day) ?? 0)
    else if (body?.kind === 'reports changed' && Array.isArray(body.hours))
      for (const each of body.hours) this.takeChange(each)
  }

  private takeHour({ id, seq }: AuditEvent, body: JsonObject): void {
    const { sha256 = null, late = null, late_sha256: lateSha256 = null } = body
    const hour = numberOf(body.hour)
    // An hour is digested once: a second digest, of edited reports, changes nothing.
    if (hour !== null && !this.hours.has(hour)) this.hours.set(hour, { id, seq, sha256, late, lateSha256 })
  }

  private takeChange(change: JsonValue): void {
    if (!Array.isArray(change)) return
    const [node, first, last]: JsonValue[] = change
    this.changed.push({
      node,
      first: numberOf(first) ?? Number.POSITIVE_INFINITY,
      last: numberOf(last) ?? Number.NEGATIVE_INFINITY,
    })
  }

  /** Somebody changed or deleted reports of this node and hour, and the log has it. */
  isChanged(node: string, hour: number): boolean {
    return this.changed.some(
      (each) => (each.node === null || each.node === node) && each.first <= hour && hour <= each.last,
    )
  }
}
