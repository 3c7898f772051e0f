import { agentCalls } from './calls-agents'
import { consentCalls } from './calls-consent'
import { jobCalls } from './calls-jobs'
import { nodeCalls } from './calls-nodes'
import { serverCalls } from './calls-server'

/** Every call of the API by its operationId; a test compares them with the routes. */
export const apiCalls = { ...jobCalls, ...agentCalls, ...nodeCalls, ...consentCalls, ...serverCalls }

/** Only our own pages call these, so they are not documented. */
export const pageCalls = ['/api/fleet/choices', '/api/fleet/order', '/api/fleet/rows'].map((path) => ({
  method: 'GET',
  path,
}))
