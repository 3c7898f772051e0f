import { describe, expect, it } from 'vitest'
import { decodedDidParam, didParam, nodePath } from './did-param'

describe('didParam', () => {
  it.each([
    ['did%3Akos%3Agriot%3A123', 'did:kos:griot:123'],
    ['did:kos:griot:123', 'did:kos:griot:123'],
    ['a%20name%20with%20%2F', 'a name with /'],
    ['%E0%A4%A', null],
    ['%', null],
    ['', null],
    ['%00', null],
    ['a'.repeat(256), null],
  ])('%s', (segment, did) => {
    expect(didParam(segment)).toBe(did)
  })

  it('reads what nodePath writes', () => {
    for (const did of ['did:kos:griot:123', 'ä/ö?#%', '../..', 'did:a:b%20c', 'did:t:a/b?c#d%2F']) {
      expect(didParam(nodePath(did).slice('/nodes/'.length))).toBe(did)
      expect(decodedDidParam(did)).toBe(did)
    }
    for (const none of ['', '\u0000', 'a'.repeat(256)]) expect(decodedDidParam(none)).toBeNull()
  })
})
