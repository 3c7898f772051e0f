import { expect, it } from 'vitest'
import { fail, ok } from '@/lib/kernel/errors'
import { rememberViewers } from './recent-viewers'

const setUp = () => {
  const clock = { now: 0 }
  const looked: (string | null)[] = []
  const revoked = new Set<string>()
  const viewerOf = rememberViewers(
    async (header) => {
      looked.push(header)
      if (header === null) return null
      return revoked.has(header)
        ? fail('unauthenticated', 'revoked')
        : ok({ kind: 'agent', nodeDid: header, tokenId: header })
    },
    1_000,
    () => clock.now,
  )
  return { clock, looked, revoked, viewerOf }
}

it('looks each header up once a second', async () => {
  const { clock, looked, viewerOf } = setUp()
  for (const now of [0, 500, 999]) {
    clock.now = now
    expect(await viewerOf('a')).toMatchObject({ ok: true, value: { nodeDid: 'a' } })
    expect(await viewerOf('b')).toMatchObject({ ok: true, value: { nodeDid: 'b' } })
  }
  expect(looked).toEqual(['a', 'b'])
  clock.now = 1_000
  await viewerOf('a')
  expect(looked).toEqual(['a', 'b', 'a'])
})

it('lets nobody in one second after a revocation, and does not remember refusals', async () => {
  const { clock, looked, revoked, viewerOf } = setUp()
  await viewerOf('a')
  revoked.add('a')
  clock.now = 999
  expect((await viewerOf('a'))?.ok).toBe(true)
  clock.now = 1_000
  expect((await viewerOf('a'))?.ok).toBe(false)
  revoked.delete('a')
  expect((await viewerOf('a'))?.ok).toBe(true)
  expect(looked).toEqual(['a', 'a', 'a'])
})

it('counts the second from the start of the lookup', async () => {
  const clock = { now: 0 }
  let looks = 0
  const viewerOf = rememberViewers(
    async () => {
      looks += 1
      clock.now += 5_000
      return ok({ kind: 'agent', nodeDid: 'a', tokenId: 'a' })
    },
    1_000,
    () => clock.now,
  )
  await viewerOf('a')
  await viewerOf('a')
  expect(looks).toBe(2)
  expect(await viewerOf(null)).not.toBeNull()
})
