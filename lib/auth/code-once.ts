import type { EntityManager } from 'typeorm'
import { fail, type Result } from '@/lib/kernel/errors'
import { giveCodeBack, takeCode } from '@/lib/people/db/challenges'

type CodeUse = { account: string; code: string; refusedAs: 'unauthenticated' | 'invalid' }

/** Somebody may have seen the code that an app shows; it is good for one thing all the same. */
export async function codeOnce<T>(
  db: EntityManager,
  { account, code, refusedAs }: CodeUse,
  work: () => Promise<Result<T>>,
): Promise<Result<T>> {
  if (!(await takeCode(db, account, code)))
    return fail(refusedAs, 'This code has just been used. Wait for the next one.', {
      fields: [{ path: 'code', message: 'has just been used' }],
    })
  let isRight = false
  try {
    const result = await work()
    isRight = result.ok
    return result
  } finally {
    if (!isRight) await giveCodeBack(db, account, code)
  }
}
