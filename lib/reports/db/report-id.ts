import { randomUUID } from 'node:crypto'

/**
 * A version 7 UUID for a report that came without one. It begins with the time, so that new entries of the primary key
 * are adjacent; random ones would each dirty another index page.
 */
export function newReportId(now = Date.now()): string {
  const time = now.toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`
}
