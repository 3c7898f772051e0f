import { fail, type Result } from './errors'

/** How many pieces of work may run together, how many of each caller, and how many of each caller may wait. */
type Turns = { together: number; each: number; waiting: number }

const tooMany = fail('too_many', 'Too many calls of this caller are waiting. Send this one again.', {
  retryAfter: 1,
})

/**
 * Lets only so much heavy work run at once, so that one caller cannot take all connections of a pool or the processor from
 * everybody else. Those who wait get their turns in order of arrival, but nobody more at once than `each`. What would wait
 * too long is refused.
 */
export function createTurns({ together, each, waiting }: Turns) {
  const running = new Map<string, number>()
  const queue: { caller: string; start: () => void }[] = []
  let all = 0

  const runs = (caller: string): number => running.get(caller) ?? 0
  const fits = (caller: string): boolean => all < together && runs(caller) < each

  const enter = (caller: string): void => {
    all += 1
    running.set(caller, runs(caller) + 1)
  }

  const leave = (caller: string): void => {
    all -= 1
    if (runs(caller) > 1) running.set(caller, runs(caller) - 1)
    else running.delete(caller)
    const next = queue.findIndex((one) => fits(one.caller))
    const [one] = next === -1 ? [] : queue.splice(next, 1)
    if (!one) return
    enter(one.caller)
    one.start()
  }

  return async <T>(caller: string, work: () => Promise<Result<T>>): Promise<Result<T>> => {
    if (fits(caller)) enter(caller)
    else if (queue.filter((one) => one.caller === caller).length >= waiting) return tooMany
    else await new Promise<void>((start) => queue.push({ caller, start }))
    try {
      return await work()
    } finally {
      leave(caller)
    }
  }
}
