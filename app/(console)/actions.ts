'use server'

import { cookies } from 'next/headers'
import { config } from '@/lib/config'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { refusalOf } from '@/lib/people/domain/refusal'
import { closedNotice } from '@/lib/sample/domain/notice-cookie'
import { removeSample } from '@/lib/sample/services/remove-sample'
import { personAction, publicAction } from '@/lib/transport/action'
import { changed } from '@/lib/transport/changed'

/** Removes the sample fleet with its reports and jobs, and nothing else. */
export async function removeSampleFleet(): Promise<Result<{ warnings: string[] }>> {
  return changed(
    personAction(async ({ db, viewer }) => {
      const refusal = refusalOf('removeSample', viewer)
      return refusal ? fail('forbidden', refusal) : ok(await removeSample(db, viewer))
    }),
  )
}

const yearSeconds = 31_536_000

/** Moves the notice about the sample fleet to the end of the page, in this browser. */
export async function closeSampleNotice(): Promise<void> {
  await publicAction(async () => {
    const secure = config().baseUrl.startsWith('https:')
    const kept = { path: '/', maxAge: yearSeconds, httpOnly: true, sameSite: 'lax', secure } as const
    ;(await cookies()).set({ ...closedNotice, ...kept })
    return ok(null)
  })
}
