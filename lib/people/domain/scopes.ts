import { type Scope, scopes } from '@/lib/kernel/scope'
import type { Action } from './permissions'

/**
 * What a token needs each scope for. A scope never adds a right: the holder must have it too. What is in no list needs
 * `admin`, so that a new permission is closed to limited tokens until somebody lists it here.
 */
const allows: Record<Exclude<Scope, 'admin'>, readonly Action[]> = {
  read: [
    'readFleet',
    'readNode',
    'readEvents',
    'readJobs',
    'exportJobs',
    'readFlow',
    'readCampaigns',
    'readConsent',
    'readPolicies',
    'readAllPolicies',
    'readMetrics',
    'readOwnAudit',
    'readChannels',
    'readAlerts',
    'readViews',
  ],
  report: ['report'],
  jobs: [
    'announceTasks',
    'claimJob',
    'reportDryRun',
    'runJob',
    'requestJob',
    'reviseJob',
    'retryJob',
    'cancelJob',
    'startCampaign',
    'moveCampaign',
    'remindOwners',
    'follow',
    'annotate',
  ],
  decide: [
    'decideJob',
    'withdrawJob',
    'approveWithoutOwner',
    'reviewEmergency',
    'skipDryRun',
    'resolveJob',
    'acknowledgeAlert',
    'silenceAlerts',
    'decideChange',
    'signPolicy',
    'endPolicy',
    'readOwnKeys',
    'setOwnKeys',
  ],
}

/** An agent has to learn whose token it has, whatever it may do with it. */
const withAny: readonly Action[] = ['readOwnAgent']

/** The scope that a token needs for this; null if any will do. */
export function scopeOf(action: Action): Scope | null {
  if (withAny.includes(action)) return null
  return scopes.find((scope) => scope !== 'admin' && allows[scope].includes(action)) ?? 'admin'
}

/** The scopes with which an agent or a person can do anything at all; a new token has all of them unless some are named. */
export const usefulScopes: Readonly<Record<'agent' | 'person', readonly Scope[]>> = {
  agent: ['read', 'report', 'jobs'],
  person: ['read', 'jobs', 'decide', 'admin'],
}

/** Those of a token's scopes that open anything to its holder: a token from before scopes has all of them. */
export const usefulAmong = (kind: 'agent' | 'person', among: readonly Scope[]): Scope[] =>
  usefulScopes[kind].filter((scope) => among.includes(scope))

/** For people who choose: what a scope lets them do, after the word itself. */
export const scopeNames: Readonly<Record<Scope, string>> = {
  read: 'see nodes, jobs and who decides',
  report: 'send health reports',
  jobs: 'request, change and cancel jobs; run them as an agent; note something on charts',
  decide: 'approve, reject and review jobs; enrol keys for signing',
  admin: 'change owners, rules, people and tokens',
}
