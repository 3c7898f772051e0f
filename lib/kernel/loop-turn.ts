let last: Promise<void> = Promise.resolve()

/**
 * The next turn of the event loop that nobody else has asked for. Long work that waits for one between its steps keeps a
 * request waiting for a single step, however many do such work at once.
 */
export const loopTurn = (): Promise<void> => {
  last = last.then(() => new Promise((resolve) => setImmediate(resolve)))
  return last
}

/** How much is parsed or written in a few milliseconds, in characters. */
const stepCharacters = 256 * 1024

/** Counts characters of work; the answer says when a step is full, so that it is time for `loopTurn`. */
export function stepper(room = stepCharacters): (characters: number) => boolean {
  let since = 0
  return (characters) => {
    since += characters
    if (since < room) return false
    since = 0
    return true
  }
}
