import { agentCalls } from '@/lib/api/domain/calls-agents'
import { nodeName } from '@/lib/fleet/queries/node-name'
import { ok } from '@/lib/kernel/errors'
import { route } from '@/lib/transport/route'

/** What an agent asks for at startup: whose token it holds, and the server's time. */
export const GET = route(agentCalls.getOwnAgent, async ({ viewer }) =>
  ok({
    node_did: viewer.nodeDid,
    name: await nodeName(viewer),
    server_time: new Date().toISOString(),
  }),
)
