import type { ShownRota } from './consent-page'

const lasting = (days: number): string => {
  const [count, unit] = days % 7 === 0 ? [days / 7, 'week'] : [days, 'day']
  return count === 1 ? `a ${unit}` : `${count} ${unit}s`
}

/** `turns of a week, from 09:00 (Europe/Berlin)`. */
export const turnText = (rota: Pick<ShownRota, 'turnDays' | 'handover' | 'timeZone'>): string =>
  `turns of ${lasting(rota.turnDays)}, from ${rota.handover} (${rota.timeZone})`
