'use server'

import { fail, ok, type Result } from '@/lib/domain/errors'
import { hasRole } from '@/lib/domain/role'
import { removeDemo } from '@/lib/services/remove-demo'
import { personAction } from '@/lib/transport/action'

/** Removes the sample fleet with its reports and jobs; nothing else. */
export async function removeSampleFleet(): Promise<Result<{ nodes: number }>> {
  return personAction(async ({ db, viewer }) => {
    if (!hasRole(viewer.role, 'admin'))
      return fail('forbidden', 'Only an administrator removes the sample fleet.')
    return ok({ nodes: (await removeDemo(db)).nodes })
  })
}
