import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromBase64url, toBase64url } from './bytes'

describe('base64url', () => {
  it('comes back as it was, in one form', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const text = toBase64url(bytes)
        expect(text).toBe(Buffer.from(bytes).toString('base64url'))
        expect(fromBase64url(text)).toEqual(bytes)
      }),
    )
    for (const text of ['A', 'AB', 'AA=', 'AA==', 'A+', 'A/', ' AA', 'AA\n', 'AAB', 'ÄA'])
      expect(fromBase64url(text), text).toBeNull()
  })
})
