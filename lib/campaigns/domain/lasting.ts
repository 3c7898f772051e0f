import type { CampaignRules } from './campaign'

const minute = 60_000
const day = 1_440 * minute
const [least, most] = [7 * day, 89 * day]

/** When requests of the last wave should expire: once every wave has had its time, within what a request may wait. */
export function lastsAtMost(
  {
    wave_size,
    pause_minutes,
    wait_minutes,
  }: Pick<CampaignRules, 'wave_size' | 'pause_minutes' | 'wait_minutes'>,
  nodes: number,
  now: Date,
): string {
  const waves = Math.ceil(nodes / wave_size)
  const all = waves * (wait_minutes + pause_minutes) * minute
  return new Date(now.getTime() + Math.min(Math.max(all, least), most)).toISOString()
}
