/** Whoever got a page just now will ask for more: its data, the next page. */
const graceMs = 1_000

let waiting = 0
let lastAnswer = Number.NEGATIVE_INFINITY

/** Notes that somebody waits for a page; call the result when it has been sent. */
export function noteReader(): () => void {
  waiting += 1
  let done = false
  return () => {
    if (done) return
    done = true
    waiting -= 1
    lastAnswer = performance.now()
  }
}

/** Whether somebody waits for a page or has just got one. */
export const readersWait = (): boolean => waiting > 0 || performance.now() - lastAnswer < graceMs
