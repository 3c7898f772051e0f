import { everyone, type Permission } from './permission'

const alerts = { area: 'Alerts', agent: false } as const

/** Who sees what fires, who takes it, and who decides what does. */
export const alertPermissions = {
  readAlerts: {
    ...{ ...alerts, ...everyone },
    what: 'See what fires and has fired, rules and silences',
    through: '`/alerts`, `/nodes/{did}`, `hakim alert list`, `hakim alert rule list`',
    condition: 'visible nodes only',
  },
  acknowledgeAlert: {
    ...{ ...alerts, ...everyone },
    what: 'Acknowledge an alert',
    through: '`/alerts`, `hakim alert ack`',
    condition: 'one of its nodes is visible',
  },
  silenceAlerts: {
    ...{ ...alerts, role: 'approver', relations: ['owner'] },
    what: 'Silence alerts for a time, and end a silence',
    through: '`/alerts`, `hakim alert silence`',
    condition: 'an owner without that role only those of a node of theirs',
    refusal: 'Only an approver, an administrator or, for one node, its owner can silence alerts.',
  },
  setAlertRules: {
    ...{ ...alerts, role: 'admin', relations: ['owner'] },
    what: 'Create, change, test and delete alert rules',
    through: '`/alerts/rules`, `hakim alert rule apply`, `test`, `remove`',
    condition: 'an owner only those of a node of theirs',
    refusal: 'Only an administrator or, for one node, its owner can set the alert rules.',
  },
} as const satisfies Record<string, Permission>
