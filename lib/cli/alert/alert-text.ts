import { shownLine } from '@/lib/cli/shown'
import type { ListedAlert, ListedChannel, ListedRule } from './alert-answer'

const columns = (...parts: (string | null)[]): string =>
  parts.flatMap((part) => (part === null ? [] : [shownLine(part)])).join('  ')

/** One alert in a line: what, where, since when, and who has it. */
export function alertLine({
  alert_id,
  state,
  rule,
  started_at,
  nodes,
  first,
  shared,
  held,
  acknowledged,
}: ListedAlert): string {
  const [only] = first
  const where = nodes === 1 && only ? (only.name ?? only.node_did) : `${nodes} nodes`
  return columns(
    ...[alert_id, state, rule.severity, started_at, where],
    shared && `all of ${shared.label}`,
    rule.text,
    held?.window_until ? `held back by the maintenance window until ${held.window_until}` : null,
    held?.job_id ? `held back by job ${held.job_id}` : null,
    acknowledged && `acknowledged by ${acknowledged.by?.name ?? 'somebody who left'}`,
  )
}

/** One rule in a line, with how often it fired in each of the last four weeks. */
export const ruleLine = ({ rule_id, severity, enabled, text, fired }: ListedRule): string =>
  columns(
    ...[rule_id, enabled ? severity : 'disabled', text],
    fired.ever ? `by week: ${fired.weeks.map((count) => count ?? '–').join(', ')}` : 'never fired',
    fired.noisy ? 'noisy' : null,
  )

export const channelLine = ({ channel_id, kind, shared, enabled, name, problem }: ListedChannel): string =>
  columns(channel_id, kind, shared ? 'shared' : 'own', enabled ? 'on' : 'off', name, problem)
