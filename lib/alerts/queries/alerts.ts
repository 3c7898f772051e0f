import { type AlertRow, readAlertRows } from '@/lib/alerts/db/alert-rows'
import { type RuleRow, readRulesOf } from '@/lib/alerts/db/rules'
import { readSharing } from '@/lib/alerts/db/shared-labels'
import { readTold, type ToldRow } from '@/lib/alerts/db/told-rows'
import type { AlertsRequest } from '@/lib/alerts/domain/calls'
import { ruleText } from '@/lib/alerts/domain/rule-text'
import { type Candidate, sharedLabel } from '@/lib/alerts/domain/shared-label'
import { readWithJobs } from '@/lib/db/connection/jobs-locked'
import { database } from '@/lib/db/connection/server-database'
import type { PersonViewer } from '@/lib/kernel/role'
import { decodeCursor, encodeCursor } from '@/lib/kernel/url/cursor'
import { type Named, namesOf } from './names'

export type Alert = {
  row: AlertRow
  rule: RuleRow
  /** The name of the one node that the rule is for. */
  ruleNode: string | null
  told: ToldRow[]
  acknowledgedBy: Named | null
  /** What all its nodes share. */
  shared: Candidate | null
}

/** A page of rows with their rules and messages; `group`: that one alone. */
export async function readAlerts(
  viewer: PersonViewer,
  { state, node, cursor, limit }: AlertsRequest,
  group?: string,
): Promise<{ alerts: Alert[]; next: string | null }> {
  const { manager } = await database()
  const after = cursor === undefined ? null : decodeCursor(cursor)
  // Without the jobs nobody knows what they silence.
  const found = await readWithJobs(manager, () =>
    readAlertRows(manager, viewer, { state, node, group, after, limit: limit + 1 }),
  )
  const rows = found.slice(0, limit)
  const [rules, told, name, sharing] = await Promise.all([
    readRulesOf(
      manager,
      rows.map(({ rule_id }) => rule_id),
    ),
    readTold(
      manager,
      rows.map(({ group_id }) => group_id),
    ),
    namesOf(
      manager,
      rows.map((row) => row.acknowledged_by),
    ),
    readSharing(
      manager,
      viewer,
      rows.filter(({ nodes }) => nodes > 1).map(({ group_id }) => group_id),
    ),
  ])
  const last = rows.at(-1)
  return {
    alerts: rows.flatMap((row) => {
      const rule = rules.find(({ rule_id }) => rule_id === row.rule_id)
      const same = sharing.find(({ group_id }) => group_id === row.group_id)
      return rule
        ? [
            {
              ...{ row, rule, ruleNode: row.first.find(({ did }) => did === rule.node_did)?.name ?? null },
              told: told.filter(({ group_id }) => group_id === row.group_id),
              acknowledgedBy: name(row.acknowledged_by),
              shared: same ? sharedLabel(same) : null,
            },
          ]
        : []
    }),
    next: found.length > limit && last ? encodeCursor({ at: last.cursor_at, id: last.group_id }) : null,
  }
}

export const stateOf = ({ open, silenced }: AlertRow): 'firing' | 'silenced' | 'ended' =>
  open === 0 ? 'ended' : open === silenced ? 'silenced' : 'firing'

/** When the next people are told; null if nobody is next. */
export function nextAt({ row, rule }: Pick<Alert, 'row' | 'rule'>): Date | null {
  const waits = row.acknowledged_at === null && row.escalated_at === null && row.open > row.silenced
  return waits && rule.escalate_minutes !== null && row.told_at !== null
    ? new Date(row.told_at.getTime() + rule.escalate_minutes * 60_000)
    : null
}

export async function apiAlerts(viewer: PersonViewer, request: AlertsRequest) {
  const { alerts, next } = await readAlerts(viewer, request)
  return {
    alerts: alerts.map(({ row, rule, ruleNode, told, acknowledgedBy, shared }) => ({
      alert_id: row.group_id,
      rule: { rule_id: rule.rule_id, text: ruleText(rule, ruleNode), severity: rule.severity },
      ...{ state: stateOf(row), started_at: row.started_at, ended_at: row.open === 0 ? row.ended_at : null },
      ...{ nodes: row.nodes, firing: row.open, times: row.times },
      first: row.first.map(({ did, name, value }) => ({ node_did: did, name, value })),
      shared: shared && { label: `${shared.key}:${shared.value}`, nodes: shared.nodes },
      acknowledged: row.acknowledged_at && {
        ...{ by: acknowledgedBy, at: row.acknowledged_at, text: row.acknowledged_text ?? '' },
      },
      held: { silence_id: row.silence_id, job_id: row.job_id, window_until: row.window_until },
      told_at: row.told_at,
      told: told.map(({ name, kind, at, state, next: later }) => ({ name, kind, at, state, next: later })),
      next_at: nextAt({ row, rule }),
    })),
    next_cursor: next,
  }
}
