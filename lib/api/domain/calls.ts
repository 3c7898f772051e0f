import { agentCalls } from './calls-agents'
import { alertCalls } from './calls-alerts'
import { annotationCalls } from './calls-annotations'
import { auditCalls } from './calls-audit'
import { campaignCalls } from './calls-campaigns'
import { changeCalls } from './calls-changes'
import { channelCalls } from './calls-channels'
import { consentCalls } from './calls-consent'
import { decisionCalls } from './calls-decisions'
import { delegationCalls } from './calls-delegations'
import { flowCalls } from './calls-flow'
import { jobCalls } from './calls-jobs'
import { keyCalls } from './calls-keys'
import { nodeCalls } from './calls-nodes'
import { peopleCalls } from './calls-people'
import { policyCalls } from './calls-policies'
import { seriesCalls } from './calls-series'
import { serverCalls } from './calls-server'
import { talkCalls } from './calls-talk'
import { tokenCalls } from './calls-tokens'
import { viewCalls } from './calls-views'

/** Every call of the API by its operationId; a test compares them with the routes. */
export const apiCalls = {
  ...jobCalls,
  ...decisionCalls,
  ...talkCalls,
  ...flowCalls,
  ...campaignCalls,
  ...agentCalls,
  ...nodeCalls,
  ...annotationCalls,
  ...viewCalls,
  ...seriesCalls,
  ...consentCalls,
  ...changeCalls,
  ...delegationCalls,
  ...policyCalls,
  ...auditCalls,
  ...peopleCalls,
  ...tokenCalls,
  ...keyCalls,
  ...channelCalls,
  ...alertCalls,
  ...serverCalls,
}

/** Only our own pages call these, so they are not documented. */
export const pageCalls = ['choices', 'find', 'live', 'order', 'rows'].map((name) => ({
  method: 'GET',
  path: `/api/fleet/${name}`,
}))
