import { z } from 'zod'
import { api, call, type Endpoint, fixed, making, persons, row, send } from './endpoint'
import { node, type ServerFixture } from './server-fixture'

const body = { name: 'To see who may', task_name: 'look', reason: 'To see who may', nodes: [node] }

/** A campaign that `requester` has started, with what was done to it first. */
async function started(server: ServerFixture, ...verbs: string[]): Promise<string> {
  const answer = await send(server, 'requester', call('POST', api('/campaigns'), body))
  const { campaign_id } = z.object({ campaign_id: z.string() }).parse(await answer.json())
  for (const verb of verbs)
    await send(server, 'requester', call('POST', api(`/campaigns/${campaign_id}/${verb}`), {}))
  return campaign_id
}

/** Its requester and administrators; not those who own its nodes, who decide on each job. */
const movers = row(401, 403, 200, 403, 403, 403, 200, 403, 403, 401)

const about =
  (verb: string, ...before: string[]) =>
  async (server: ServerFixture) =>
    call('POST', api(`/campaigns/${await started(server, ...before)}/${verb}`), {})

/** Routes about the same task on many nodes. */
export const campaignRoutes: Record<string, Endpoint> = {
  'GET /api/v1/campaigns': { answers: persons, call: fixed('GET', api('/campaigns?state=open')) },
  'POST /api/v1/campaigns': { answers: making(persons), call: fixed('POST', api('/campaigns'), body) },
  'GET /api/v1/campaigns/[campaignId]': {
    answers: persons,
    call: async (server) => call('GET', api(`/campaigns/${await started(server)}`)),
  },
  'POST /api/v1/campaigns/[campaignId]/pause': { answers: movers, call: about('pause') },
  'POST /api/v1/campaigns/[campaignId]/resume': { answers: movers, call: about('resume', 'pause') },
  'POST /api/v1/campaigns/[campaignId]/cancel': { answers: movers, call: about('cancel') },
  'POST /api/v1/campaigns/[campaignId]/remind': { answers: movers, call: about('remind') },
  'PUT /api/v1/campaigns/[campaignId]/follow': {
    answers: persons,
    call: async (server) => call('PUT', api(`/campaigns/${await started(server)}/follow`)),
  },
  'DELETE /api/v1/campaigns/[campaignId]/follow': {
    answers: persons,
    call: async (server) => call('DELETE', api(`/campaigns/${await started(server)}/follow`)),
  },
}
