import { ArrowRightLeft, ListChecks, type LucideIcon, Monitor, TriangleAlert } from 'lucide-react'
import { countText } from '@/lib/kernel/text/count-text'
import type { Consequences } from '@/lib/people/domain/people-page'

type Line = { icon: LucideIcon; text: string; warns: boolean }

const counted = (count: number, one: string, many: string): string =>
  `${countText(count)} ${count === 1 ? one : many}`

/** "a, b and 7 more". */
function named({ left_names: names, left_nodes: nodes }: Consequences): string {
  const more = nodes - names.length
  return more > 0 ? `${names.join(', ')} and ${countText(more)} more` : names.join(', ')
}

/** What ends when a person is disabled, a line each; what would be left without anybody comes last. */
export function consequenceLines(ends: Consequences): Line[] {
  const lines: [boolean, LucideIcon, string][] = [
    [
      true,
      Monitor,
      `${counted(ends.sessions, 'session', 'sessions')}, ${counted(ends.tokens, 'token', 'tokens')}`,
    ],
    [
      ends.votes > 0,
      ListChecks,
      `${counted(ends.votes, 'approval no longer counts', 'approvals no longer count')} for jobs that have not started; other owners are asked again`,
    ],
    [
      ends.delegations > 0,
      ArrowRightLeft,
      `${counted(ends.delegations, 'delegation from or to them no longer counts', 'delegations from or to them no longer count')}`,
    ],
  ]
  const shown = lines.flatMap(([shows, icon, text]) => (shows ? [{ icon, text, warns: false }] : []))
  if (ends.left_nodes === 0) return shown
  const left = `${named(ends)} would have no owner left who can decide: nothing could be approved there. Add another owner first.`
  return [...shown, { icon: TriangleAlert, text: left, warns: true }]
}
