import { afterAll, beforeAll, expect, it } from 'vitest'
import { type TestFleet, testFleet } from '@/test/fleet'
import {
  eachNumber,
  float8Array,
  jsonbArray,
  timestamptzArray,
  uuidArray,
  varcharArray,
} from './binary-array'

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

it('writes text in any script, and an empty array', async () => {
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

it('writes doubles to the last bit', async () => {
  const numbers = [0.1, -1e290, 5e-324, 1_764_000_000]
  expect((await read('float8', float8Array(numbers))).map(Number)).toEqual(numbers)
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

it('reads numbers of every size from several arrays, including empty ones', async () => {
  const found: [number, number, number][] = []
  const of = async (arrays: string) => {
    const [row] = await fleet.db.query<{ bytes: Buffer }[]>(
      `SELECT string_agg(array_send(a), ''::bytea ORDER BY n) AS bytes FROM (VALUES ${arrays}) AS r (n, a)`,
    )
    found.length = 0
    eachNumber(row?.bytes ?? Buffer.alloc(0), (...number) => found.push(number))
    return found
  }
  const doubles = `(1, '{1.5,-1e290}'::float8[]), (2, '{}'), (3, '{5e-324}')`
  expect(await of(doubles)).toEqual([
    [1.5, 0, 0],
    [-1e290, 1, 0],
    [5e-324, 2, 2],
  ])
  expect(await of(`(1, '{-32768,7}'::smallint[])`)).toEqual([
    [-32_768, 0, 0],
    [7, 1, 0],
  ])
  expect(await of(`(1, '{2147483647}'::int[])`)).toEqual([[2_147_483_647, 0, 0]])
  await expect(of(`(1, '{1}'::bigint[])`)).rejects.toThrow('Type 20')
})
