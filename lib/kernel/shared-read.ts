/** A value that was read once for several callers. `readAt`: when the read began, by the given clock. */
export type Shared<T> = { value: T; readAt: number }

/**
 * Reads for all callers at once: whoever comes while a read runs shares it, and its value serves for `freshMs`. A read that
 * fails is not kept.
 */
export function shareRead<T>(
  read: () => Promise<T>,
  freshMs: number,
  now: () => number = () => performance.now(),
): () => Promise<Shared<T>> {
  let last: Shared<T> | undefined
  let reading: Promise<Shared<T>> | undefined
  const begin = async (): Promise<Shared<T>> => {
    const readAt = now()
    try {
      last = { value: await read(), readAt }
      return last
    } finally {
      reading = undefined
    }
  }
  return () => {
    if (last && now() - last.readAt < freshMs) return Promise.resolve(last)
    reading ??= begin()
    return reading
  }
}
