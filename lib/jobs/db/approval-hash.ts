import { unreadable } from '@/lib/jobs/domain/refusals'
import type { TimeWindow } from '@/lib/kernel/time/time-window'

/** The digest of the approval document of a job's present revision; `unreadable` where nobody can review it. */
export const hashOfJob = ({ digest }: { digest: string | null }): string => digest ?? unreadable

/** When a stored job may run and when its request expires; jobs from before Hakim have neither. */
export type StoredTiming = {
  window_start: Date | null
  window_end: Date | null
  time_zone: string | null
  expires_at: Date | null
}

/** The window of a stored job; null when it may run at any time. */
export const windowOf = ({
  window_start: start,
  window_end: end,
  time_zone,
}: Pick<StoredTiming, 'window_start' | 'window_end' | 'time_zone'>): TimeWindow | null =>
  start && end ? { start: start.toISOString(), end: end.toISOString(), time_zone: time_zone ?? 'UTC' } : null
