import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { canonicalJson, type JsonValue, jsonProblem } from '@/lib/kernel/json/json'
import { jsonValue } from '@/lib/kernel/json/schemas'
import { type TestFleet, testFleet } from '@/test/fleet'

let fleet: TestFleet
beforeAll(async () => {
  fleet = await testFleet()
})
afterAll(() => fleet.close())

/** What PostgreSQL writes for each of these values. */
async function writtenBySql(values: readonly JsonValue[]): Promise<string[]> {
  const rows = await fleet.db.query<{ text: string }[]>(
    `SELECT hakim_canonical(value) AS text FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY AS e (value, n) ORDER BY n`,
    [JSON.stringify(values)],
  )
  return rows.map(({ text }) => text)
}

const same = async (values: JsonValue[]): Promise<void> =>
  expect(await writtenBySql(values)).toEqual(values.map(canonicalJson))

it('PostgreSQL writes numbers as ECMAScript does', async () => {
  await same([
    0, -0, 1, -1, 10, 1e20, 1e21, -1e21, 123456789012345680000, 1.5e300, 5e-324, 1.7976931348623157e308,
  ])
  // Halfway between two doubles, and read as the even one.
  await same([
    26781378458938150,
    -26781378458938150,
    9007199254740992,
    9007199254740994,
    5e21,
    2 ** 60,
    2 ** 75,
  ])
  const random = fc.sample(fc.double({ min: 2 ** 53, max: 1e23, noNaN: true }), 300).map(Math.round)
  await same([...random, ...Array.from({ length: 300 }, (_, n) => 2 ** 54 + 2 ** 52 * 3 + n * 4)])
  await same([1e-6, 1e-7, 1.234e-7, -9.9e-10, 0.1, 0.30000000000000004, 1e15, 1e16, 1e100, 1e-100])
})

it('orders members by UTF-16, not by code points', async () => {
  await same([{ '\u{1F600}': 1, '\uFFFD': 2, '\uE000': 3, a: 4, A: 5, '': 6, aa: 7, é: 8, '\u007f': 9 }])
})

it('escapes what JSON.stringify escapes', async () => {
  const all = Array.from({ length: 0x100 }, (_, code) => String.fromCharCode(code))
    .slice(1)
    .join('')
  await same([all, { [all]: all }, '\u2028\u2029</script>\\"/'])
})

it('agrees on any value that a job can hold', async () => {
  const anything = fc.jsonValue({ maxDepth: 4 }).filter((value) => jsonProblem(value) === null)
  await fc.assert(
    fc.asyncProperty(fc.array(anything, { minLength: 20, maxLength: 50 }), async (values) => {
      // Through text, as PostgreSQL gets it: JSON has no negative zero.
      await same(z.array(jsonValue).parse(JSON.parse(JSON.stringify(values))))
    }),
    { numRuns: 40 },
  )
})

it('agrees on the naughty strings, as values and as names', async () => {
  const strings = z
    .array(z.string())
    .parse(JSON.parse(readFileSync('test/data/naughty-strings/blns.json', 'utf8')))
  const storable = strings.filter((text) => jsonProblem(text) === null)
  expect(storable.length).toBeGreaterThan(400)
  await same([storable, Object.fromEntries(storable.map((text) => [text, text]))])
})
