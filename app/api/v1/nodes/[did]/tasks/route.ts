import { agentCalls } from '@/lib/api/domain/calls-agents'
import { contextOf } from '@/lib/auth/context'
import { announceTasks } from '@/lib/jobs/services/announce-tasks'
import { route } from '@/lib/transport/route'

export const PUT = route(agentCalls.announceTasks, async ({ params, viewer, body }) =>
  announceTasks(await contextOf(viewer), params.did, body),
)
