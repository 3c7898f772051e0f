import type { CampaignRules } from './campaign'

const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`

/** `90` is `1 h 30 min`. */
export function minutesText(minutes: number): string {
  const [days, hours, rest] = [Math.floor(minutes / 1_440), Math.floor((minutes % 1_440) / 60), minutes % 60]
  const parts = [days > 0 ? `${days} d` : '', hours > 0 ? `${hours} h` : '', rest > 0 ? `${rest} min` : '']
  return parts.filter(Boolean).join(' ') || '0 min'
}

/** What stops it: "Stops at 2 failures or a verdict Worse". */
export function stopText({ stop_failures, stop_worse }: CampaignRules): string {
  const reasons = [
    ...(stop_failures === null ? [] : [counted(stop_failures, 'failure')]),
    ...(stop_worse ? ['a verdict Worse'] : []),
  ]
  return reasons.length === 0 ? 'Nothing stops it but a person' : `Stops at ${reasons.join(' or ')}`
}

/** How its waves follow one another. */
export function wavesText({ at_once, pause_minutes, wait_minutes }: CampaignRules): string {
  return [
    ...(at_once === null ? [] : [`${at_once} at a time`]),
    pause_minutes === 0 ? 'no pause between waves' : `${minutesText(pause_minutes)} pause between waves`,
    `a node that has not started ${minutesText(wait_minutes)} after its wave began is skipped`,
  ].join('; ')
}

/** Why the clock stopped it. */
export const stoppedText = (reason: string | null): string =>
  reason === 'worse' ? 'after a verdict Worse' : 'after too many failures'
