import { expect, it } from 'vitest'
import { answerText, maxAnswerBytes, seriesText } from './large-answer'

it('writes the same text as at once', async () => {
  for (const answer of [
    { node: 'did:é', t: [1, 2], series: { 'a"b': { min: [1, null] }, c: {} } },
    { series: {} },
    { node: 'x', series: { __proto__x: [1e-7] } },
  ])
    expect(await seriesText(answer)).toMatchObject({ ok: true, value: JSON.stringify({ ...answer }) })
})

it('lets others go first, and refuses what is too long', async () => {
  const column = Array.from({ length: 40_000 }, (_, n) => n / 7)
  const series = Object.fromEntries(Array.from({ length: 10 }, (_, n) => [`m${n}`, column]))
  let turns = 0
  const counting = setInterval(() => undefined, 1_000)
  const count = (): void => {
    turns += 1
    if (counting.hasRef()) setImmediate(count)
  }
  setImmediate(count)
  expect((await seriesText({ series })).ok).toBe(true)
  counting.unref()
  clearInterval(counting)
  expect(turns).toBeGreaterThanOrEqual(9)
  const long = 'x'.repeat(maxAnswerBytes)
  expect(await seriesText({ series: { long } })).toMatchObject({ ok: false, error: { kind: 'too_large' } })
  expect(answerText({ long })).toMatchObject({ ok: false, error: { kind: 'too_large' } })
  expect(answerText({ a: 1 })).toEqual({ ok: true, value: '{"a":1}' })
})
