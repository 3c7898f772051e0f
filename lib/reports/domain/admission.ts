import { fail, ok, type Result } from '@/lib/kernel/errors'

/** Limits on what waits at once, for all callers together and for each of them. */
export type AdmissionLimits = {
  calls: number
  bytes: number
  callsEach: number
  bytesEach: number
}

/** Memory reserved for one call and its body. */
export type Reservation = {
  /** Reserves memory for more of the body; fails when there is none. */
  grow: (bytes: number) => Result<null>
  /** Frees the memory; calling it again does nothing. */
  release: () => void
}

type Admission = (caller: string, bytes: number) => Result<Reservation>

const full = fail('unavailable', 'The server has too many reports waiting. Send these again.', {
  retryAfter: 2,
})
const overShare = fail('too_many', 'This node has too many reports waiting. Send these again.', {
  retryAfter: 1,
})

type Held = { calls: number; bytes: number }

/**
 * Bounds what waits in memory. A call reserves the size of its body, or starts at 0 and grows while it is read, and keeps
 * the reservation until it is answered. What does not fit is refused at once, so that no queue takes minutes: with 429 when
 * the caller exceeds its share, else with 503.
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
    let active = true
    return ok({
      grow: (more) => {
        const grown = take(0, more)
        if (grown.ok) held += more
        return grown
      },
      release: () => {
        if (!active) return
        active = false
        add(-1, -held)
        if (own.calls === 0) byCaller.delete(caller)
      },
    })
  }
}
