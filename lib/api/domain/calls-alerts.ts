import {
  acknowledgedAnswer,
  alertsAnswer,
  changedRuleAnswer,
  changedSilenceAnswer,
  rulesAnswer,
  silencesAnswer,
  testedRuleAnswer,
} from '@/lib/alerts/domain/answers'
import { acknowledgement, alertsQuery, ruleRequest, silenceRequest } from '@/lib/alerts/domain/calls'
import type { ApiCall } from './call'

const [list, set] = [
  { method: 'GET', tag: 'Alerts', may: 'readAlerts' },
  { tag: 'Alerts', may: 'setAlertRules' },
] as const

/** The calls about alerts and their rules. */
export const alertCalls = {
  listAlerts: {
    ...list,
    path: '/api/v1/alerts',
    summary: 'List alerts that are firing, silenced or resolved, newest first, in keyset pages',
    query: alertsQuery,
    answer: alertsAnswer,
  },
  acknowledgeAlert: {
    method: 'POST',
    path: '/api/v1/alerts/{alert_id}/acknowledge',
    tag: 'Alerts',
    summary: 'Acknowledge an alert: nobody else is notified of it',
    may: 'acknowledgeAlert',
    body: acknowledgement,
    answer: acknowledgedAnswer,
    failures: ['conflict'],
  },
  listAlertSilences: {
    ...list,
    path: '/api/v1/alert-silences',
    summary: 'List active silences',
    answer: silencesAnswer,
  },
  silenceAlerts: {
    method: 'POST',
    path: '/api/v1/alert-silences',
    tag: 'Alerts',
    summary: 'Silence a rule, a node or nodes with a label for a time',
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
    summary: 'List alert rules',
    answer: rulesAnswer,
  },
  createAlertRule: {
    ...set,
    method: 'POST',
    path: '/api/v1/alert-rules',
    summary: 'Create an alert rule; it takes effect within seconds',
    body: ruleRequest,
    answer: changedRuleAnswer,
    makes: 'created',
  },
  changeAlertRule: {
    ...set,
    method: 'PUT',
    path: '/api/v1/alert-rules/{rule_id}',
    summary: 'Replace an alert rule',
    body: ruleRequest,
    answer: changedRuleAnswer,
  },
  testAlertRule: {
    ...set,
    method: 'POST',
    path: '/api/v1/alert-rules/{rule_id}/test',
    summary: 'Send a test message to everyone this rule would notify, and answer what came of it',
    answer: testedRuleAnswer,
  },
  deleteAlertRule: {
    ...set,
    method: 'DELETE',
    path: '/api/v1/alert-rules/{rule_id}',
    summary: 'Delete an alert rule; its past alerts stay in the history',
    answer: changedRuleAnswer,
  },
} as const satisfies Record<string, ApiCall>
