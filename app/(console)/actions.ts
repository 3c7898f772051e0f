'use server'

import { fail, ok, type Result } from '@/lib/kernel/errors'
import { refusalOf } from '@/lib/people/domain/permissions'
import { removeSample } from '@/lib/sample/services/remove-sample'
import { personAction } from '@/lib/transport/action'

/** Removes the sample fleet with its reports and jobs; nothing else. */
export async function removeSampleFleet(): Promise<Result<{ nodes: number }>> {
  return personAction(async ({ db, viewer }) => {
    const refusal = refusalOf('removeSample', viewer)
    if (refusal) return fail('forbidden', refusal)
    return ok({ nodes: (await removeSample(db)).nodes })
  })
}
