import { type ChangedLine, changedLinesOf, type Line } from '@/lib/kernel/text/changed-lines'
import type { ParamBound } from '@/lib/signing/domain/policy-bounds'
import type { PolicyWindow } from '@/lib/signing/domain/policy-windows'
import type { PolicyDraft } from './policy-draft'

const listed = (texts: readonly string[], most = 6): string =>
  texts.length <= most
    ? texts.join(', ')
    : `${texts.slice(0, most).join(', ')} and ${texts.length - most} more`

/** Text in quotes where it could be read as something else. */
const valueText = (value: string | number | boolean): string =>
  typeof value === 'string' &&
  (value !== value.trim() ||
    value.includes(',') ||
    /^(true|false|)$/.test(value) ||
    !Number.isNaN(Number(value)))
    ? JSON.stringify(value)
    : String(value)

export function boundText(bound: ParamBound): string {
  const suffix = bound.optional ? ', or left out' : ''
  if ('one_of' in bound) return listed(bound.one_of.map(valueText), 20) + suffix
  const { min, max } = bound
  if (min === null) return `at most ${max}${suffix}`
  return (max === null ? `at least ${min}` : `${min} to ${max}`) + suffix
}

export const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const

export const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60) % 24).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

export function windowText({ weekdays: days, start_minute: start, duration_minutes: length }: PolicyWindow) {
  const when = length === 1_440 && start === 0 ? 'all day' : `${clock(start)}–${clock(start + length)} UTC`
  return `${when} ${days.length === 7 ? 'every day' : days.map((day) => weekdays[day - 1]).join(', ')}`
}

const minuteText = (iso: string): string => `${iso.slice(0, 16).replace('T', ' ')} UTC`

/** All conditions of a policy, each under the key by which `heldBy` names what does not meet it, where it does; `nameOf` names a node. */
export function policyLines(draft: PolicyDraft, nameOf: (did: string) => string): Line[] {
  const { nodes, task, offer_digests: offers, params, windows, rate, starts, ends } = draft
  return [
    { key: 'other_task', label: 'Task', text: task },
    {
      key: 'other_offer',
      label: 'Version of the task',
      text: listed(offers.map((digest) => digest.slice(0, 8))),
    },
    ...Object.entries(params).map(([name, bound]) => ({
      key: `params.${name}`,
      label: name,
      text: boundText(bound),
    })),
    { key: 'other_node', label: 'Nodes', text: listed(nodes.map(nameOf)) },
    {
      key: 'outside_windows',
      label: 'Time',
      text: windows.length === 0 ? 'at any time' : windows.map(windowText).join('; '),
    },
    {
      key: 'rate',
      label: 'At most',
      text: `${rate.per_node_per_day} in 24 h on a node, ${rate.per_day} in all`,
    },
    { key: 'not_started', label: 'Starts', text: minuteText(starts) },
    { key: 'ended', label: 'Ends', text: minuteText(ends) },
  ]
}

/** What differs between two policies, in the order of the later one, then what is gone. */
export function changedLines(
  before: PolicyDraft,
  after: PolicyDraft,
  nameOf: (did: string) => string,
): ChangedLine[] {
  return changedLinesOf(policyLines(before, nameOf), policyLines(after, nameOf), (key) =>
    sameMembers(key, before, after),
  )
}

/** A long list is shortened in words, so it is compared whole. */
function sameMembers(key: string, before: PolicyDraft, after: PolicyDraft): boolean {
  const [was, is] = [before, after].map(({ nodes, offer_digests, params }) => {
    if (key === 'other_node') return nodes
    if (key === 'other_offer') return offer_digests
    return key.startsWith('params.') ? params[key.slice('params.'.length)] : null
  })
  return JSON.stringify(was) === JSON.stringify(is)
}
