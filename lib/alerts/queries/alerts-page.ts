import { z } from 'zod'
import { readIncidents } from '@/lib/alerts/db/alert-rows'
import { readDaySpans } from '@/lib/alerts/db/day-spans'
import { type RuleRow, readVisibleRules } from '@/lib/alerts/db/rules'
import type { ShownAlert, ShownIncident, ShownRule, ShownSilence } from '@/lib/alerts/domain/alerts-page'
import type { AlertsRequest } from '@/lib/alerts/domain/calls'
import { grouping } from '@/lib/alerts/domain/grouping'
import { conditionText, ruleText } from '@/lib/alerts/domain/rule-text'
import { Parameters } from '@/lib/db/connection/parameters'
import { database } from '@/lib/db/connection/server-database'
import { visibleSql } from '@/lib/fleet/db/visibility'
import type { PersonViewer } from '@/lib/kernel/role'
import { refusalOf } from '@/lib/people/domain/refusal'
import { formatMetric } from '@/lib/reports/domain/display'
import { type Alert, nextAt, readAlerts, stateOf } from './alerts'
import { firingsOfRules } from './firings'
import { namesOf } from './names'
import { apiAlertSilences } from './rules'

/** A page of rows; `alertId`: that one alone. */
export async function alertsPage(
  viewer: PersonViewer,
  request: AlertsRequest,
  alertId?: string,
): Promise<{ alerts: ShownAlert[]; next: string | null }> {
  const { manager } = await database()
  const { alerts, next } = await readAlerts(viewer, request, alertId)
  const [name, spans] = await Promise.all([
    namesOf(
      manager,
      alerts.flatMap(({ rule }) => rule.escalate_to ?? []),
    ),
    readDaySpans(
      manager,
      viewer,
      alerts.map(({ row }) => row.group_id),
    ),
  ])
  const nextPeople = ({ escalate_to: to }: RuleRow): string =>
    to === null ? 'everyone' : to.map((id) => name(id)?.name ?? 'somebody who left').join(', ')
  return {
    alerts: alerts.map((alert) => ({
      ...shown(alert, nextPeople(alert.rule)),
      lastDay: spans.flatMap(({ group_id, from, to }) =>
        group_id === alert.row.group_id ? { from, to } : [],
      ),
    })),
    next,
  }
}

/** One row and its nodes; null if there is none that the viewer may see. */
export async function alertDetail(
  viewer: PersonViewer,
  alertId: string,
): Promise<{ alert: ShownAlert; incidents: ShownIncident[] } | null> {
  if (!z.guid().safeParse(alertId).success) return null
  const { manager } = await database()
  const [{ alerts }, incidents] = await Promise.all([
    alertsPage(viewer, { state: 'all', limit: 1 }, alertId),
    readIncidents(manager, viewer, alertId),
  ])
  const [alert] = alerts
  if (!alert) return null
  return {
    alert,
    incidents: incidents.map(({ did, name, started_at, ended_at }) => ({
      ...{ did, name, startedAt: started_at.toISOString(), endedAt: ended_at?.toISOString() ?? null },
    })),
  }
}

function shown(
  { row, rule, ruleNode, told, acknowledgedBy, shared }: Alert,
  people: string,
): Omit<ShownAlert, 'lastDay'> {
  const { condition } = rule
  const [first] = row.first
  const next = nextAt({ row, rule })
  const waits = row.told_at === null && row.open > row.silenced
  return {
    alertId: row.group_id,
    rule: {
      ...{ ruleId: rule.rule_id, what: conditionText(condition), text: ruleText(rule, ruleNode) },
      ...{ severity: rule.severity, deleted: rule.deleted_at !== null },
    },
    ...{ state: stateOf(row), startedAt: row.started_at.toISOString() },
    endedAt: row.open === 0 ? (row.ended_at?.toISOString() ?? null) : null,
    ...{ nodes: row.nodes, open: row.open, times: row.times, silenceId: row.silence_id },
    jobs: row.job_id === null ? null : { nodes: row.in_jobs, jobId: row.job_id },
    windows: row.window_until && { nodes: row.in_windows, until: row.window_until.toISOString() },
    shared,
    first: row.first.map(({ did, name }) => ({ did, name })),
    value:
      condition.kind === 'metric' && typeof first?.value === 'number'
        ? Object.values(formatMetric(condition.metric, first.value)).join(' ').trim()
        : null,
    told: told.map(({ name, kind, state, at, next: later }) => ({
      ...{ name, kind, state, at: at.toISOString(), next: later },
    })),
    waitsUntil: waits ? new Date(row.opened_at.getTime() + grouping.waitSeconds * 1_000).toISOString() : null,
    next: next && { at: next.toISOString(), people },
    acknowledged: row.acknowledged_at && {
      ...{ by: acknowledgedBy?.name ?? 'somebody who left', at: row.acknowledged_at.toISOString() },
      text: row.acknowledged_text ?? '',
    },
  }
}

/** The rules that the viewer may see, and the silences that hold now. */
export async function rulesPage(
  viewer: PersonViewer,
): Promise<{ rules: ShownRule[]; silences: ShownSilence[] }> {
  const { manager } = await database()
  const parameters = new Parameters()
  const [rules, { silences }, owned] = await Promise.all([
    readVisibleRules(manager, visibleSql('r.node_did', viewer, parameters), parameters.values),
    apiAlertSilences(viewer),
    manager.query<{ node_did: string }[]>(`SELECT node_did FROM node_owners WHERE person_id = $1`, [
      viewer.id,
    ]),
  ])
  const firings = await firingsOfRules(viewer, rules)
  const name = await namesOf(
    manager,
    rules.flatMap((rule) => [rule.created_by, rule.changed_by, ...(rule.tell ?? [])]),
  )
  const nameOf = (id: string): string => name(id)?.name ?? 'somebody who left'
  const owns = (did: string | null) => owned.some(({ node_did }) => node_did === did)
  const textOf = (id: string | null): string | null => {
    const rule = rules.find(({ rule_id }) => rule_id === id)
    return rule ? conditionText(rule.condition) : null
  }
  return {
    rules: rules.map((rule) => ({
      ...{ ruleId: rule.rule_id, text: ruleText(rule, rule.node_name) },
      ...{ severity: rule.severity, enabled: rule.enabled },
      tells: rule.tell === null ? 'everyone with a matching channel' : rule.tell.map(nameOf).join(', '),
      by: nameOf(rule.changed_by ?? rule.created_by),
      firings: firings(rule.rule_id),
      refusal: refusalOf('setAlertRules', viewer, owns(rule.node_did) ? ['owner'] : []),
    })),
    silences: silences.map((silence) => ({
      silenceId: silence.silence_id,
      what: [
        silence.node_did ?? (silence.label === null ? 'all nodes' : `nodes labelled ${silence.label}`),
        textOf(silence.rule_id) ?? 'all rules',
      ].join(', '),
      ...{ reason: silence.reason, by: silence.created_by?.name ?? 'somebody who left' },
      until: silence.until.toISOString(),
    })),
  }
}
