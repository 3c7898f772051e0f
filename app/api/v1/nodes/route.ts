import { ok } from '@/lib/domain/errors'
import { apiNodes } from '@/lib/queries/api-nodes'
import { route } from '@/lib/transport/route'

export const GET = route(async ({ viewer }) => ok(await apiNodes(viewer)))
