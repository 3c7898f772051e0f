import { expect, it } from 'vitest'
import { ok } from './errors'
import { createTurns } from './turns'

/** Work that ends when `end` is called. */
function pieces() {
  const begun: string[] = []
  const ends = new Map<string, () => void>()
  const work = (name: string) => async () => {
    begun.push(name)
    await new Promise<void>((end) => ends.set(name, end))
    return ok(name)
  }
  const end = async (name: string): Promise<void> => {
    ends.get(name)?.()
    await new Promise(setImmediate)
  }
  return { begun, work, end }
}

it('runs so many together, and of each caller; others wait for their turn', async () => {
  const { begun, work, end } = pieces()
  const turn = createTurns({ together: 3, each: 2, waiting: 5 })
  const all = ['a1', 'a2', 'a3', 'b1', 'b2', 'c1'].map((name) => turn(name.charAt(0), work(name)))
  expect(begun).toEqual(['a1', 'a2', 'b1'])
  await end('b1')
  // The one that waits longest has two running already.
  expect(begun).toEqual(['a1', 'a2', 'b1', 'b2'])
  await end('a1')
  await end('a2')
  expect(begun).toEqual(['a1', 'a2', 'b1', 'b2', 'a3', 'c1'])
  for (const name of ['a3', 'b2', 'c1']) await end(name)
  expect(await Promise.all(all)).toEqual(['a1', 'a2', 'a3', 'b1', 'b2', 'c1'].map((name) => ok(name)))
})

it('refuses a caller who has too many waiting, and nobody else; a failure makes room too', async () => {
  const { begun, work, end } = pieces()
  const turn = createTurns({ together: 2, each: 1, waiting: 1 })
  const thrown = turn('a', async () => {
    await work('a1')()
    throw new Error('no')
  })
  const second = turn('a', work('a2'))
  expect(await turn('a', work('a3'))).toMatchObject({ ok: false, error: { kind: 'too_many', retryAfter: 1 } })
  void turn('b', work('b1'))
  expect(begun).toEqual(['a1', 'b1'])
  const failed = expect(thrown).rejects.toThrow('no')
  await end('a1')
  await failed
  await end('a2')
  expect(await second).toEqual(ok('a2'))
})
