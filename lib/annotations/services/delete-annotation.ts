import { z } from 'zod'
import { deleteAnnotation as remove } from '@/lib/annotations/db/annotations'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { hasRole } from '@/lib/kernel/role'
import { type RightsContext, rightsTransaction } from '@/lib/people/services/rights-transaction'

/** Deletes one's own annotation; an administrator deletes any. */
export const deleteAnnotation = (
  context: RightsContext,
  annotationId: string,
): Promise<Result<{ annotation_id: string }>> =>
  rightsTransaction(context, 'annotate', async (tx, who) => {
    const author = who.kind === 'person' && !hasRole(who.role, 'admin') ? who.id : null
    const known = z.guid().safeParse(annotationId).success
    return known && (await remove(tx, annotationId, author))
      ? ok({ annotation_id: annotationId })
      : fail(
          'not_found',
          'There is no such annotation of yours. Only its author or an administrator can delete one.',
        )
  })
