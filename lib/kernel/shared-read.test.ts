import { expect, it } from 'vitest'
import { shareRead } from './shared-read'

function counting() {
  const state = { at: 0, reads: 0, fails: false, finish: (): void => undefined }
  const read = shareRead(
    async () => {
      state.reads += 1
      const mine = state.reads
      await new Promise<void>((resolve) => {
        state.finish = resolve
      })
      if (state.fails) throw new Error('away')
      return mine
    },
    1_000,
    () => state.at,
  )
  return { state, read }
}

it('reads once for all who come while it runs, and for a second after it began', async () => {
  const { state, read } = counting()
  const both = Promise.all([read(), read()])
  state.at = 300
  state.finish()
  expect(await both).toEqual([
    { value: 1, readAt: 0 },
    { value: 1, readAt: 0 },
  ])
  state.at = 999
  expect(await read()).toEqual({ value: 1, readAt: 0 })
  expect(state.reads).toBe(1)
  state.at = 1_000
  const next = read()
  state.finish()
  expect(await next).toEqual({ value: 2, readAt: 1_000 })
})

it('passes a failure on to all who waited, and reads again for the next', async () => {
  const { state, read } = counting()
  state.fails = true
  const both = Promise.allSettled([read(), read()])
  state.finish()
  expect((await both).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  state.fails = false
  const next = read()
  state.finish()
  expect((await next).value).toBe(2)
})
