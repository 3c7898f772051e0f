import { agentCalls } from './calls-agents'
import { consentCalls } from './calls-consent'
import { jobCalls } from './calls-jobs'
import { nodeCalls } from './calls-nodes'
import { serverCalls } from './calls-server'

/** Every call of the API by its operationId; a test compares them with the routes. */
export const apiCalls = { ...jobCalls, ...agentCalls, ...nodeCalls, ...consentCalls, ...serverCalls }

/** What only our own pages call; nobody is told of these. */
export const pageCalls = ['/api/fleet/choices', '/api/fleet/order', '/api/fleet/rows'].map((path) => ({
  method: 'GET',
  path,
}))
