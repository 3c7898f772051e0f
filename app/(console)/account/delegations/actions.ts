'use server'

import { delegateMany, endDelegations as endTogether } from '@/lib/consent/services/delegate-many'
import { ok } from '@/lib/kernel/errors'
import { personAction } from '@/lib/transport/action'
import { changed } from '@/lib/transport/changed'

// Server actions are public POST endpoints: their input is unknown until the service has parsed it.

export async function delegateNodes(input: unknown): ReturnType<typeof delegateMany> {
  return personAction((ctx) => delegateMany(ctx, input))
}

/** A warning for each that was not ended. */
export async function endDelegations(input: unknown): ReturnType<typeof changed> {
  return changed(
    personAction(async (ctx) => {
      const ended = await endTogether(ctx, input)
      if (!ended.ok) return ended
      const warnings = ended.value.results.flatMap(({ failure }) => (failure ? [failure.detail] : []))
      return ok({ warnings: [...new Set(warnings)] })
    }),
  )
}
