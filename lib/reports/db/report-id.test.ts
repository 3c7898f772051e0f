import { expect, it } from 'vitest'
import { z } from 'zod'
import { newReportId } from './report-id'

it('is a unique version 7 UUID', () => {
  const ids = Array.from({ length: 1_000 }, () => newReportId())
  for (const id of ids) expect(z.uuidv7().safeParse(id).success).toBe(true)
  expect(new Set(ids).size).toBe(1_000)
})

it('sorts after ids from earlier times', () => {
  const times = [0, 1, 0xffff, 0x10000, Date.UTC(2026, 0, 1), Date.UTC(2100, 0, 1)]
  const ids = times.map(newReportId)
  expect([...ids].sort()).toEqual(ids)
})
