import { apiAnnotations } from '@/lib/annotations/queries/annotations'
import { annotate } from '@/lib/annotations/services/annotate'
import { annotationCalls } from '@/lib/api/domain/calls-annotations'
import { contextOf } from '@/lib/auth/context'
import { queryRoute, route } from '@/lib/transport/route'

export const GET = queryRoute(annotationCalls.listAnnotations, async ({ viewer, query }) =>
  apiAnnotations(viewer, query),
)

export const POST = route(annotationCalls.annotate, async ({ viewer, body }) =>
  annotate(await contextOf(viewer), body),
)
