import { statusName } from '@/lib/jobs/domain/status-name'
import { isJobStatus, type JobStatus, jobStatuses, statusesOf } from '@/lib/kernel/job-status'

/** Sets of statuses that have a name of their own in addresses. */
const presets = {
  open: { set: 'open', label: 'Open' },
  bad: { set: 'endedBadly', label: 'Ended badly' },
} as const
type Preset = keyof typeof presets

const isPreset = (text: string): text is Preset => Object.hasOwn(presets, text)

/**
 * Which statuses a list shows, as its address says it: `waiting` for what waits for the viewer, a preset, or statuses in the
 * usual order with commas between them.
 */
export type StatusChoice = 'waiting' | Preset | (string & {})

/** The statuses of a choice; null for what only the viewer's rights decide. */
export function statusesIn(choice: StatusChoice): readonly JobStatus[] | null {
  if (choice === 'waiting') return null
  if (isPreset(choice)) return statusesOf(presets[choice].set)
  return choice.split(',').filter(isJobStatus)
}

/** A choice from the address, each way to say it becoming one; null for one that names something unknown. */
export function statusChoice(texts: readonly string[]): StatusChoice | null {
  const words = texts.flatMap((text) => text.split(',')).map((word) => word.trim())
  if (words.length === 1 && words[0] === 'waiting') return 'waiting'
  const named = words.map((word) =>
    isPreset(word) ? statusesOf(presets[word].set) : isJobStatus(word) ? [word] : null,
  )
  if (named.length === 0 || named.some((statuses) => statuses === null)) return null
  const chosen = jobStatuses.filter((status) => named.some((statuses) => statuses?.includes(status)))
  const preset = Object.keys(presets).find(
    (name) => isPreset(name) && sameSet(statusesOf(presets[name].set), chosen),
  )
  return preset ?? chosen.join(',')
}

const sameSet = (a: readonly JobStatus[], b: readonly JobStatus[]): boolean =>
  a.length === b.length && a.every((status) => b.includes(status))

/** A choice in words: "Failed or lost". */
export const choiceName = (choice: StatusChoice): string =>
  isPreset(choice) ? presets[choice].label : (statusesIn(choice) ?? []).map(statusName).join(' or ')
