import { deleteAnnotation } from '@/lib/annotations/services/delete-annotation'
import { annotationCalls } from '@/lib/api/domain/calls-annotations'
import { contextOf } from '@/lib/auth/context'
import { route } from '@/lib/transport/route'

export const DELETE = route(annotationCalls.deleteAnnotation, async ({ params, viewer }) =>
  deleteAnnotation(await contextOf(viewer), params.annotationId),
)
