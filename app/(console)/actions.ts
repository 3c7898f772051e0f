'use server'

import { fail, ok, type Result } from '@/lib/kernel/errors'
import { refusalOf } from '@/lib/people/domain/refusal'
import { removeSample } from '@/lib/sample/services/remove-sample'
import { personAction } from '@/lib/transport/action'
import { changed } from '@/lib/transport/changed'

/** Removes the sample fleet with its reports and jobs, and nothing else. */
export async function removeSampleFleet(): Promise<Result<{ warnings: string[] }>> {
  return changed(
    personAction(async ({ db, viewer }) => {
      const refusal = refusalOf('removeSample', viewer)
      return refusal ? fail('forbidden', refusal) : ok(await removeSample(db))
    }),
  )
}
