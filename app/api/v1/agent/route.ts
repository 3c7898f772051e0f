import { nodeName } from '@/lib/fleet/queries/node-name'
import { agentRoute } from '@/lib/transport/route'

/** What an agent learns at its start: whose token it holds, and the server's clock. */
export const GET = agentRoute(async ({ viewer }) => ({
  ok: true,
  value: {
    node_did: viewer.nodeDid,
    name: await nodeName(viewer),
    server_time: new Date().toISOString(),
  },
}))
