import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type AdmissionLimits, createAdmission, type Reservation } from './admission'

const limits: AdmissionLimits = { calls: 8, bytes: 100, callsEach: 3, bytesEach: 40 }

const step = fc.oneof(
  fc.record({ kind: fc.constant('enter'), caller: fc.constantFrom('a', 'b', 'c', 'd'), bytes: fc.nat(30) }),
  fc.record({ kind: fc.constant('grow'), at: fc.nat(20), bytes: fc.nat(20) }),
  fc.record({ kind: fc.constant('release'), at: fc.nat(20) }),
)

describe('admission', () => {
  it('admits exactly what fits, as bodies arrive, grow and finish', () => {
    const reached = { in: 0, too_many: 0, unavailable: 0 }
    fc.assert(
      // Few steps, which is what chance prefers, never fill the server.
      fc.property(fc.array(step, { maxLength: 60, size: 'max' }), (steps) => {
        const enter = createAdmission(limits)
        // The plain version: who holds what.
        const held: { caller: string; bytes: number; place: Reservation }[] = []
        const verdict = (caller: string, calls: number, bytes: number): keyof typeof reached => {
          const own = held.filter((each) => each.caller === caller)
          const sum = (all: typeof held) => all.reduce((total, each) => total + each.bytes, bytes)
          if (own.length + calls > limits.callsEach || sum(own) > limits.bytesEach) return 'too_many'
          return held.length + calls > limits.calls || sum(held) > limits.bytes ? 'unavailable' : 'in'
        }
        for (const each of steps) {
          if ('caller' in each) {
            const expected = verdict(each.caller, 1, each.bytes)
            const entered = enter(each.caller, each.bytes)
            expect(entered.ok ? 'in' : entered.error.kind).toBe(expected)
            reached[expected] += 1
            if (entered.ok) held.push({ caller: each.caller, bytes: each.bytes, place: entered.value })
            continue
          }
          const one = held[each.at % Math.max(1, held.length)]
          if (!one) continue
          if ('bytes' in each) {
            const expected = verdict(one.caller, 0, each.bytes)
            const grown = one.place.grow(each.bytes)
            expect(grown.ok ? 'in' : grown.error.kind).toBe(expected)
            if (grown.ok) one.bytes += each.bytes
          } else {
            one.place.release()
            one.place.release()
            held.splice(held.indexOf(one), 1)
          }
        }
      }),
      { numRuns: 500 },
    )
    expect(Math.min(...Object.values(reached))).toBeGreaterThan(5)
  })

  it('says when to try again', () => {
    const enter = createAdmission({ ...limits, calls: 2, callsEach: 1 })
    expect(enter('a', 1).ok).toBe(true)
    expect(enter('a', 1)).toMatchObject({ ok: false, error: { kind: 'too_many', retryAfter: 1 } })
    expect(enter('b', 1).ok).toBe(true)
    expect(enter('c', 1)).toMatchObject({ ok: false, error: { kind: 'unavailable', retryAfter: 2 } })
  })
})
