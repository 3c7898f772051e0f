import { delegationDays } from './limits'

const dayMs = 86_400_000
const mostMs = 366 * dayMs
/** Somebody may have kept a delegation that was signed longer ago. */
const oldestMs = 60 * 60_000

/** `starts` null: now. */
type Dates = { starts: string | null; until: string }
type Given = { starts?: string | undefined; until?: string | undefined }

/**
 * When a delegation holds, from what was sent and, if it is signed, from what was signed.
 * @param now in milliseconds since 1970
 */
export function delegationDates(
  sent: Given,
  signed: { starts: string; until: string } | null,
  now: number,
): { ok: true; dates: Dates } | { ok: false; path: 'starts' | 'until' | 'signed'; message: string } {
  const refuse = (path: 'starts' | 'until' | 'signed', message: string) =>
    ({ ok: false, path, message }) as const
  if (signed) {
    const other =
      [sent.starts ?? signed.starts, sent.until ?? signed.until].join() !==
      [signed.starts, signed.until].join()
    if (other) return refuse('signed', 'is for other times than those sent')
    if (Date.parse(signed.starts) < now - oldestMs)
      return refuse('signed', 'was signed over an hour ago; sign again, or correct your clock')
  }
  const { starts, until } = signed ?? sent
  const begins = Math.max(now, starts === undefined ? 0 : Date.parse(starts))
  const ends = until === undefined ? begins + delegationDays * dayMs : Date.parse(until)
  if (ends <= begins)
    return refuse('until', starts === undefined ? 'must be in the future' : 'must be after its start')
  if (ends - begins > mostMs) return refuse('until', 'must be at most a year after its start')
  return {
    ok: true,
    dates: {
      starts: signed?.starts ?? (begins > now ? new Date(begins).toISOString() : null),
      until: new Date(ends).toISOString(),
    },
  }
}
