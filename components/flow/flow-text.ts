import type { Spread } from '@/lib/flow/domain/percentiles'
import { timeLeftName } from '@/lib/series/domain/time-range'

/** "3 h 20 m"; a dash where nothing was measured. */
export const lengthText = (seconds: number | null): string => (seconds === null ? '–' : timeLeftName(seconds))

/** "12%", of anything but nothing; "under 1%" for what is not 0. */
export function shareText(share: number | null): string {
  if (share === null) return '–'
  const percent = Math.round(share * 100)
  return share > 0 && percent === 0 ? 'under 1%' : `${percent}%`
}

/** "2 h · 9 h": the half and nine tenths of them took at most that. */
export const spreadText = ({ p50, p90 }: Spread): string =>
  p50 === null ? '–' : `${lengthText(p50)} · ${lengthText(p90)}`
