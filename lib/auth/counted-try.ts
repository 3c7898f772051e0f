import type { EntityManager } from 'typeorm'
import { type Failure, fail, type Result } from '@/lib/kernel/errors'
import { clearTries, reserveTry, returnTry, type TryCounter } from '@/lib/people/db/sign-in-tries'
import { waitSentence } from '@/lib/people/domain/sign-in-tries'

/**
 * Counts a guess before it is made, so that of many at once no more than the free ones are. The right one clears the count;
 * what turned out to be no guess is given back.
 */
export async function countedTry<T>(
  db: EntityManager,
  { counter, guessed, isWrong }: Guess,
  work: () => Promise<Result<T>>,
): Promise<Result<T>> {
  const wait = await reserveTry(db, [counter])
  if (wait)
    return fail('too_many', waitSentence(wait.kind, wait.seconds, guessed), { retryAfter: wait.seconds })
  let result: Result<T> | undefined
  try {
    result = await work()
    return result
  } finally {
    if (result?.ok) await clearTries(db, counter)
    else if (!result || !isWrong(result.error)) await returnTry(db, counter)
  }
}

type Guess = {
  counter: TryCounter
  guessed: 'passwords' | 'codes'
  isWrong: (failure: Failure) => boolean
}
