/**
 * What a promise gives if it does so within `ms`, else null; it goes on either way. A page that waits this long for what
 * is nearly always there spares its reader a skeleton that is replaced at once.
 */
export async function readyWithin<T>(promise: Promise<T>, ms: number): Promise<{ value: T } | null> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ms)
  })
  try {
    return await Promise.race([promise.then((value) => ({ value })), late])
  } finally {
    clearTimeout(timer)
  }
}
