import { verdictNames, verdicts } from '@/lib/verdicts/domain/verdict'
import type { CampaignRules } from './campaign'
import type { Wave } from './campaign-page'
import type { Mark } from './marks'

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

/** How far the owners are with a wave that has not begun: "5 of 13 approved, 1 refused"; after that, what its runs came to: "Fixed 6 · No change 1 · failed 1". */
export function waveText({
  openedAt,
  jobs,
}: Pick<Wave, 'openedAt'> & { jobs: readonly Pick<Wave['jobs'][number], 'mark' | 'verdict'>[] }): string {
  const count = (mark: string): number => jobs.filter((job) => job.mark === mark).length
  const refused = count('refused')
  if (openedAt === null)
    return `${count('approved')} of ${jobs.length} approved${refused === 0 ? '' : `, ${refused} refused`}`
  const judged = verdicts.map((verdict) => ({
    word: verdictNames[verdict],
    count: jobs.filter((job) => job.mark === 'completed' && job.verdict === verdict).length,
  }))
  const badly = (['failed', 'lost', 'refused', 'skipped'] as const).map((mark) => ({
    word: mark,
    count: count(mark),
  }))
  return [...judged, ...badly]
    .filter((one) => one.count > 0)
    .map((one) => `${one.word} ${one.count}`)
    .join(' · ')
}

/** Why the clock stopped it. */
export const stoppedText = (reason: string | null): string =>
  reason === 'worse' ? 'after a verdict Worse' : 'after too many failures'

/** What a job waits for that has not started although its wave has begun; null while it should start at once. */
export function waitText(
  { mark, silent }: { mark: Mark; silent: boolean },
  { at_once }: Pick<CampaignRules, 'at_once'>,
  running: number,
): string | null {
  if (mark === 'waits') return 'waits for consent; skipped without it'
  if (mark !== 'approved') return null
  if (silent) return 'its node is silent; skipped unless it reports again'
  return at_once !== null && running >= at_once ? `starts when a place is free (${at_once} at a time)` : null
}
