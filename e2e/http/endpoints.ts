import { randomUUID } from 'node:crypto'
import {
  anyAgent,
  api,
  call,
  type Endpoint,
  fixed,
  hour,
  itsAgent,
  nodePath,
  ofTheNode,
  persons,
  row,
  signedIn,
} from './endpoint'
import { alertRoutes } from './endpoint-alerts'
import { annotationRoutes } from './endpoint-annotations'
import { auditRoutes } from './endpoint-audit'
import { campaignRoutes } from './endpoint-campaigns'
import { channelRoutes } from './endpoint-channels'
import { jobRoutes } from './endpoint-jobs'
import { keyRoutes } from './endpoint-keys'
import { nodeRoutes } from './endpoint-nodes'
import { peopleRoutes } from './endpoint-people'
import { policyRoutes } from './endpoint-policies'
import { rightsRoutes } from './endpoint-rights'
import { tokenRoutes } from './endpoint-tokens'
import { viewRoutes } from './endpoint-views'
import { node } from './server-fixture'

const everybody = row(200, 200, 200, 200, 200, 200, 200, 200, 200, 200)
/** Whoever comes, with a provider that there is not: to the sign-in page. */
const sentOn = row(303, 303, 303, 303, 303, 303, 303, 303, 303, 303)
const range = `from=${encodeURIComponent(hour(-1))}&to=${encodeURIComponent(hour(0))}`

const seriesQuery = `/series?nodes=${encodeURIComponent(node)}&metrics=cpu_usage_percent&${range}`

/** Routes that anybody may call, and those about nodes and their reports. */
const routes: Record<string, Endpoint> = {
  'GET /sign-in/sso/[provider]': { answers: sentOn, call: fixed('GET', '/sign-in/sso/none') },
  'GET /sign-in/sso/[provider]/sign-out': {
    answers: sentOn,
    call: fixed('GET', '/sign-in/sso/none/sign-out'),
  },
  'GET /sign-in/sso/[provider]/callback': {
    answers: sentOn,
    call: fixed('GET', '/sign-in/sso/none/callback?code=x&state=y'),
  },
  'GET /api/health/live': { answers: everybody, call: fixed('GET', '/api/health/live') },
  'GET /api/health/ready': { answers: everybody, call: fixed('GET', '/api/health/ready') },
  'GET /api/v1/openapi.json': { answers: everybody, call: fixed('GET', api('/openapi.json')) },
  'GET /api/fleet/choices': { answers: persons, call: fixed('GET', '/api/fleet/choices?of=label') },
  'GET /api/fleet/find': { answers: persons, call: fixed('GET', '/api/fleet/find?q=a') },
  'GET /api/fleet/live': { answers: persons, call: fixed('GET', '/api/fleet/live?waiting=') },
  'GET /api/fleet/order': { answers: persons, call: fixed('GET', '/api/fleet/order') },
  'GET /api/fleet/rows': {
    answers: persons,
    call: fixed('GET', `/api/fleet/rows?did=${encodeURIComponent(node)}`),
  },
  'GET /api/v1/agent': { answers: anyAgent, call: fixed('GET', api('/agent')) },
  'GET /api/v1/events': { answers: signedIn, call: fixed('GET', api('/events')) },
  'GET /api/v1/nodes': { answers: signedIn, call: fixed('GET', api('/nodes')) },
  'GET /api/v1/nodes/[did]': { answers: ofTheNode, call: fixed('GET', nodePath()) },
  'GET /api/v1/nodes/[did]/reports': { answers: ofTheNode, call: fixed('GET', nodePath('/reports')) },
  'GET /api/v1/nodes/[did]/series': { answers: ofTheNode, call: fixed('GET', nodePath(`/series?${range}`)) },
  'GET /api/v1/series': { answers: signedIn, call: fixed('GET', api(seriesQuery)) },
  'GET /api/v1/series.csv': {
    answers: signedIn,
    call: fixed('GET', api(seriesQuery.replace('series', 'series.csv'))),
  },
  'PUT /api/v1/nodes/[did]/tasks': {
    answers: itsAgent,
    call: fixed('PUT', nodePath('/tasks'), { tasks: [{ name: 'look' }] }),
  },
  'POST /api/v1/reports': {
    answers: row(401, 403, 403, 403, 403, 403, 403, 200, 403, 401),
    call: async () =>
      call('POST', api('/reports'), {
        ...{ report_id: randomUUID(), target_node_did: node, timestamp: hour(0), status: 'Healthy' },
      }),
  },
}

/** Every route of the build with its answer to each viewer; a route missing here fails the test. */
export const allRoutes: Record<string, Endpoint> = {
  ...routes,
  ...jobRoutes,
  ...campaignRoutes,
  ...policyRoutes,
  ...rightsRoutes,
  ...auditRoutes,
  ...tokenRoutes,
  ...annotationRoutes,
  ...viewRoutes,
  ...channelRoutes,
  ...alertRoutes,
  ...keyRoutes,
  ...nodeRoutes,
  ...peopleRoutes,
}
