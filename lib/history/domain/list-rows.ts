import { dayAt } from '@/lib/kernel/time/time-zone'
import type { AuditEntry, CheckpointMark } from './audit-entry'

/** A checkpoint, or several of a quiet time in one row; `count` of the entries below are in them. */
export type CheckpointRow = { first: number; last: number; at: string; hash: string }

export type ListRow = { day: string; key: number } | { checkpoints: CheckpointRow } | { entry: AuditEntry }

/** On a quiet server every entry gets a checkpoint of its own; a row each would bury the entries. */
const entriesPerCheckpointRow = 10

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `Today, Sat 28 Nov`; another year is named. Days since 1970. */
function dayTitle(day: number, today: number): string {
  const date = new Date(day * 86_400_000)
  const year = date.getUTCFullYear()
  const other = year === new Date(today * 86_400_000).getUTCFullYear() ? '' : ` ${year}`
  const title = `${weekdays[date.getUTCDay()]} ${date.getUTCDate()} ${months[date.getUTCMonth()]}${other}`
  return day === today ? `Today, ${title}` : day === today - 1 ? `Yesterday, ${title}` : title
}

/** The rows of a page: headings of days, checkpoints above the entries that they cover, and the entries, newest first. */
export function listRows(
  entries: readonly AuditEntry[],
  checkpoints: readonly CheckpointMark[],
  { zone, now }: { zone: string; now: Date },
): ListRow[] {
  const rows: ListRow[] = []
  const today = dayAt(now.getTime() / 1_000, zone)
  let shownDay: number | null = null
  let open: { row: CheckpointRow; entries: number } | null = null
  let next = 0
  for (const entry of entries) {
    const at = entry.at === null ? Number.NaN : Date.parse(entry.at) / 1_000
    const day: number | null = Number.isNaN(at) ? shownDay : dayAt(at, zone)
    if (day !== null && day !== shownDay) {
      rows.push({ day: dayTitle(day, today), key: entry.id })
      shownDay = day
      open = null
    }
    for (let mark = checkpoints[next]; mark && mark.lastEventId >= entry.id; mark = checkpoints[next]) {
      next += 1
      if (open && open.entries < entriesPerCheckpointRow) open.row.first = mark.no
      else {
        const { no, at: madeAt, hash } = mark
        open = { row: { first: no, last: no, at: madeAt, hash }, entries: 0 }
        rows.push({ checkpoints: open.row })
      }
    }
    if (open) open.entries += 1
    rows.push({ entry })
  }
  return rows
}
