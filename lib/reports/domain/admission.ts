import { fail, ok, type Result } from '@/lib/kernel/errors'

/** What may be held at once, by all callers together and by each of them. */
export type AdmissionLimits = {
  calls: number
  bytes: number
  callsEach: number
  bytesEach: number
}

/** A place for one call and its body. */
export type Place = {
  /** Takes room for more of the body; a failure when there is none. */
  grow: (bytes: number) => Result<null>
  /** Gives the place back; the second time does nothing. */
  leave: () => void
}

type Admission = (caller: string, bytes: number) => Result<Place>

const full = fail('unavailable', 'The server has as many reports waiting as it can hold; send them again.', {
  retryAfter: 2,
})
const overShare = fail('too_many', 'This node has as many reports waiting as one may; send them again.', {
  retryAfter: 1,
})

type Held = { calls: number; bytes: number }

/**
 * Bounds what waits in memory: a call enters with the size of its body, or with 0 and grows while it is read, and
 * holds its place until it is answered. What does not fit is refused at once, so that a queue never grows into minutes:
 * 429 when the caller holds more than its share, else 503.
 */
export function createAdmission(limits: AdmissionLimits): Admission {
  const all: Held = { calls: 0, bytes: 0 }
  const byCaller = new Map<string, Held>()

  return (caller, bytes) => {
    const own = byCaller.get(caller) ?? { calls: 0, bytes: 0 }
    const add = (calls: number, more: number): void => {
      for (const held of [own, all]) {
        held.calls += calls
        held.bytes += more
      }
    }
    const take = (calls: number, more: number): Result<null> => {
      if (own.calls + calls > limits.callsEach || own.bytes + more > limits.bytesEach) return overShare
      if (all.calls + calls > limits.calls || all.bytes + more > limits.bytes) return full
      add(calls, more)
      return ok(null)
    }
    const entered = take(1, bytes)
    if (!entered.ok) return entered
    byCaller.set(caller, own)
    let held = bytes
    let inside = true
    return ok({
      grow: (more) => {
        const grown = take(0, more)
        if (grown.ok) held += more
        return grown
      },
      leave: () => {
        if (!inside) return
        inside = false
        add(-1, -held)
        if (own.calls === 0) byCaller.delete(caller)
      },
    })
  }
}
