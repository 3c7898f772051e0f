import { momentOf, momentsShowing, offsetAt } from '@/lib/kernel/time/time-zone'

/** From `start` until `end` as clocks of the zone show them, over midnight too; `22:00`. */
export type QuietHours = { start: string; end: string; time_zone: string }

const day = 86_400

const secondOf = (clock: string): number => Number(clock.slice(0, 2)) * 3_600 + Number(clock.slice(3, 5)) * 60

/** When the quiet hours end that include this moment; null if none do. Where clocks are set back, a time may be quiet twice. */
export function quietUntil({ start, end, time_zone }: QuietHours, at: Date): Date | null {
  const now = at.getTime() / 1_000
  const shown = now + offsetAt(now, time_zone)
  const today = Math.floor(shown / day)
  const [second, from, to] = [shown - today * day, secondOf(start), secondOf(end)]
  const quiet = from < to ? second >= from && second < to : second >= from || second < to
  if (!quiet) return null
  const endDay = second < to ? today : today + 1
  const ends = momentsShowing(endDay * day + to, time_zone).find((moment) => moment > now)
  const until = new Date((ends ?? momentOf(endDay, to, time_zone)) * 1_000)
  // Where clocks skip all that is not quiet, the next quiet hours have begun.
  return quietUntil({ start, end, time_zone }, until) ?? until
}
