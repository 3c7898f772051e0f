import { agentCalls } from './calls-agents'
import { auditCalls } from './calls-audit'
import { changeCalls } from './calls-changes'
import { channelCalls } from './calls-channels'
import { consentCalls } from './calls-consent'
import { jobCalls } from './calls-jobs'
import { keyCalls } from './calls-keys'
import { nodeCalls } from './calls-nodes'
import { peopleCalls } from './calls-people'
import { seriesCalls } from './calls-series'
import { serverCalls } from './calls-server'
import { tokenCalls } from './calls-tokens'

/** Every call of the API by its operationId; a test compares them with the routes. */
export const apiCalls = {
  ...jobCalls,
  ...agentCalls,
  ...nodeCalls,
  ...seriesCalls,
  ...consentCalls,
  ...changeCalls,
  ...auditCalls,
  ...peopleCalls,
  ...tokenCalls,
  ...keyCalls,
  ...channelCalls,
  ...serverCalls,
}

/** Only our own pages call these, so they are not documented. */
export const pageCalls = ['choices', 'live', 'order', 'rows'].map((name) => ({
  method: 'GET',
  path: `/api/fleet/${name}`,
}))
