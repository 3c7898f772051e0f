import { afterAll, beforeAll, expect, it } from 'vitest'
import { jsonbArray, timestamptzArray, uuidArray, varcharArray } from './binary-array'
import { type TestFleet, testFleet } from './test-fleet'

let fleet: TestFleet
beforeAll(async () => {
  fleet = await testFleet()
})
afterAll(() => fleet.close())

const read = async (type: string, array: Buffer): Promise<unknown[]> => {
  const rows = await fleet.db.query<{ value: string | null }[]>(
    `SELECT value::text FROM unnest($1::${type}[]) WITH ORDINALITY AS r (value, place) ORDER BY place`,
    [array],
  )
  return rows.map(({ value }) => value)
}

it('writes texts of any script, and none', async () => {
  const texts = ['did:kos:a', '', 'حكيم', '🩺', `"{,}\\'`]
  expect(await read('varchar', varcharArray(texts))).toEqual(texts)
  expect(await read('varchar', varcharArray([]))).toEqual([])
})

it('writes UUIDs in either case', async () => {
  const id = '3f0e7a4e-0f8e-4d55-9a53-0123456789ab'
  expect(await read('uuid', uuidArray([id, id.toUpperCase()]))).toEqual([id, id])
})

it('writes times to the millisecond, before and after 2000', async () => {
  const times = ['1970-01-01T00:00:00.000Z', '1999-12-31T23:59:59.999Z', '2000-01-01T00:00:00.000Z']
  const all = [...times, '2026-11-24T15:24:15.123Z', '2101-02-03T04:05:06.007Z']
  const found = await fleet.db.query<{ value: Date }[]>(`SELECT unnest($1::timestamptz[]) AS value`, [
    timestamptzArray(all.map((time) => Date.parse(time))),
  ])
  expect(found.map(({ value }) => value.toISOString())).toEqual(all)
})

it('writes JSON, and null as NULL', async () => {
  const texts = ['{"a": [1e-320, "حكيم"]}', null, 'null']
  const [sum] = await fleet.db.query<{ values: unknown[]; nulls: number }[]>(
    `SELECT jsonb_agg(value) AS values, count(*) FILTER (WHERE value IS NULL)::int AS nulls
     FROM unnest($1::jsonb[]) AS value`,
    [jsonbArray(texts)],
  )
  expect(sum).toEqual({ values: [{ a: [1e-320, 'حكيم'] }, null, null], nulls: 1 })
})
