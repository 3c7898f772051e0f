import { expect, it } from 'vitest'
import { endedKeys, endsSoon, signsNow, unsignedSince } from './ended-keys'

const now = Date.parse('2026-11-29T12:00:00.000Z')
const key = (expires: string | null, revoked: string | null = null) => ({
  expires_at: expires === null ? null : new Date(expires),
  revoked_at: revoked === null ? null : new Date(revoked),
})

it('knows how the last key of somebody ended, once none signs', () => {
  expect(endedKeys([], now)).toBeNull()
  expect(endedKeys([key(null)], now)).toBeNull()
  expect(endedKeys([key('2026-11-28T00:00:00Z'), key('2026-12-01T00:00:00Z')], now)).toBeNull()
  const expired = endedKeys(
    [key('2026-11-28T00:00:00Z'), key('2026-12-01T00:00:00Z', '2026-11-01T00:00:00Z')],
    now,
  )
  expect(expired).toEqual({ how: 'expired', at: new Date('2026-11-28T00:00:00Z') })
  expect(endedKeys([key(null, '2026-11-29T00:00:00Z'), key('2026-11-28T00:00:00Z')], now)?.how).toBe(
    'was revoked',
  )
  expect(expired && unsignedSince(expired)).toMatch(
    /^Your last signing key expired on 2026-11-28: .*nothing that you approve/,
  )
})

it('says two weeks before that the last key ends', () => {
  const [early, late] = [key('2026-12-01T00:00:00Z'), key('2026-12-13T00:00:00Z')]
  expect(endsSoon([], now)).toBeNull()
  expect(endsSoon([key('2026-11-28T00:00:00Z')], now)).toBeNull()
  expect(endsSoon([early, late], now)).toEqual(new Date('2026-12-13T00:00:00Z'))
  expect(endsSoon([early, key('2026-12-14T00:00:00Z')], now)).toBeNull()
  expect(endsSoon([early, key(null)], now)).toBeNull()
})

it('takes a key until the moment of its end', () => {
  const until = key('2026-11-29T12:00:00.000Z')
  expect([signsNow(until, now - 1), signsNow(until, now)]).toEqual([true, false])
})
