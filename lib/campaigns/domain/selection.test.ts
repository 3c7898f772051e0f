import { expect, it } from 'vitest'
import { asksForMany, selectionOf } from './selection'

it('takes every node that was selected, also a DID with a comma', () => {
  const dids = Array.from({ length: 300 }, (_, n) => `did:kos:griot:${String(n).padStart(12, '0')}`)
  const all = [...dids, 'did:web:a,b']
  expect(selectionOf({ nodes: all.join(',') })).toEqual({ dids: all })
})

it('takes a filter of the fleet, or nothing yet', () => {
  expect(selectionOf({ label: 'site:Lagos' })).toEqual({ filter: { label: 'site:Lagos', sort: 'name' } })
  expect(selectionOf({ many: 'true' })).toBeNull()
  expect([asksForMany({ many: 'true' }), asksForMany({ node: 'did:a:b' })]).toEqual([true, false])
})
