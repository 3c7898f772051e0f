/**
 * The value of a promise if it settles within `ms`, else null; the promise continues either way. A page that waits
 * briefly for what is almost always ready avoids a skeleton that would flash.
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
