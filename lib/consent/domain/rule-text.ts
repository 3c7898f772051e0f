import type { WeeklyWindow } from './weekly-window'

/** An approval rule as pages and the API show it. */
export type ShownRule = {
  ruleId: string
  version: number
  name: string
  task: string | null
  label: string | null
  leastRisk: string | null
  owners: number
  groups: { name: string; votes: number }[]
  /** Why it can never be met, or on which nodes; null when it can be met everywhere. */
  problem: string | null
}

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`

/** What a rule matches: "restart_service on region:eu at risk medium or more". */
export function matchText({ task, label, leastRisk }: ShownRule): string {
  const parts = [
    task ?? 'every task',
    label === null ? '' : `on nodes with ${label}`,
    leastRisk === null || leastRisk === 'low'
      ? ''
      : leastRisk === 'high'
        ? 'at high risk'
        : 'at medium risk or more',
    leastRisk === 'low' ? 'at a stated risk' : '',
  ]
  return parts.filter(Boolean).join(' ')
}

/** Whose votes it needs: "2 owners, 1 of Security". Delegates count as owners. */
export const needText = ({ owners, groups }: ShownRule): string =>
  [counted(owners, 'owner', 'owners'), ...groups.map(({ name, votes }) => `${votes} of ${name}`)].join(', ')

const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const
export const weekdays = days.map((name, index) => ({ day: index + 1, name }))

/** `09:00`, of minutes since midnight. */
export const clockText = (minute: number): string =>
  `${String(Math.floor(minute / 60) % 24).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

/** "Mon, Sat 02:00–04:00"; says so when the end is on the next day. */
export function windowText(
  window: Pick<WeeklyWindow, 'weekdays' | 'start_minute' | 'duration_minutes'>,
): string {
  const { start_minute: start, duration_minutes: minutes } = window
  const named = weekdays.filter(({ day }) => window.weekdays.includes(day))
  const names = named.map(({ name }) => name.slice(0, 3)).join(', ')
  const end = start + minutes
  return `${named.length === 7 ? 'Every day' : names} ${clockText(start)}–${clockText(end)}${end > 1_440 ? ' the next day' : ''}`
}
