import {
  acknowledgedAnswer,
  alertsAnswer,
  changedRuleAnswer,
  changedSilenceAnswer,
  rulesAnswer,
  silencesAnswer,
} from '@/lib/alerts/domain/answers'
import { acknowledgement, alertsQuery, ruleRequest, silenceRequest } from '@/lib/alerts/domain/calls'
import type { ApiCall } from './call'

const [list, set] = [
  { method: 'GET', tag: 'Alerts', may: 'readAlerts' },
  { tag: 'Alerts', may: 'setAlertRules' },
] as const

/** The calls about what fires, and by which rules. */
export const alertCalls = {
  listAlerts: {
    ...list,
    path: '/api/v1/alerts',
    summary: 'List what fires, is silenced or has ended, newest first, in keyset pages',
    query: alertsQuery,
    answer: alertsAnswer,
  },
  acknowledgeAlert: {
    method: 'POST',
    path: '/api/v1/alerts/{alert_id}/acknowledge',
    tag: 'Alerts',
    summary: 'Acknowledge an alert: nobody else is told of it',
    may: 'acknowledgeAlert',
    body: acknowledgement,
    answer: acknowledgedAnswer,
    failures: ['conflict'],
  },
  listAlertSilences: {
    ...list,
    path: '/api/v1/alert-silences',
    summary: 'List the silences that hold now',
    answer: silencesAnswer,
  },
  silenceAlerts: {
    method: 'POST',
    path: '/api/v1/alert-silences',
    tag: 'Alerts',
    summary: 'Tell nobody of what fires by a rule, on a node or on nodes with a label, for a time',
    may: 'silenceAlerts',
    body: silenceRequest,
    answer: changedSilenceAnswer,
    makes: 'created',
  },
  endAlertSilence: {
    method: 'DELETE',
    path: '/api/v1/alert-silences/{silence_id}',
    tag: 'Alerts',
    summary: 'End a silence now',
    may: 'silenceAlerts',
    answer: changedSilenceAnswer,
  },
  listAlertRules: {
    ...list,
    path: '/api/v1/alert-rules',
    summary: 'List the rules of alerts',
    answer: rulesAnswer,
  },
  createAlertRule: {
    ...set,
    method: 'POST',
    path: '/api/v1/alert-rules',
    summary: 'Create a rule of alerts; it is judged within seconds',
    body: ruleRequest,
    answer: changedRuleAnswer,
    makes: 'created',
  },
  changeAlertRule: {
    ...set,
    method: 'PUT',
    path: '/api/v1/alert-rules/{rule_id}',
    summary: 'Replace what a rule of alerts says',
    body: ruleRequest,
    answer: changedRuleAnswer,
  },
  deleteAlertRule: {
    ...set,
    method: 'DELETE',
    path: '/api/v1/alert-rules/{rule_id}',
    summary: 'Delete a rule of alerts; what fired by it stays in the history',
    answer: changedRuleAnswer,
  },
} as const satisfies Record<string, ApiCall>
