import { expect, it } from 'vitest'
import { delegationDates } from './delegation-dates'

const now = Date.parse('2026-11-29T12:00:00.000Z')
const minute = 60_000
const day = 86_400_000
const at = (ms: number): string => new Date(now + ms).toISOString()

/** The dates, or what is wrong at which path. */
const said = (
  sent: Parameters<typeof delegationDates>[0],
  signed: { starts: string; until: string } | null = null,
) => {
  const read = delegationDates(sent, signed, now)
  return read.ok ? read.dates : `${read.path}: ${read.message}`
}

it('holds from now for 30 days unless somebody says otherwise', () => {
  expect(said({})).toEqual({ starts: null, until: at(30 * day) })
  expect(said({ until: at(1) })).toEqual({ starts: null, until: at(1) })
  expect(said({ starts: at(day) })).toEqual({ starts: at(day), until: at(31 * day) })
  // What has begun already begins now.
  expect(said({ starts: at(0) })).toEqual({ starts: null, until: at(30 * day) })
  expect(said({ starts: at(-day) })).toEqual({ starts: null, until: at(30 * day) })
  expect(said({ starts: at(-day), until: at(day) })).toEqual({ starts: null, until: at(day) })
})

it('ends after its start, and at most a year after it', () => {
  expect(said({ until: at(0) })).toBe('until: must be in the future')
  expect(said({ starts: at(day), until: at(day) })).toBe('until: must be after its start')
  expect(said({ until: at(366 * day) })).toEqual({ starts: null, until: at(366 * day) })
  expect(said({ until: at(366 * day + 1) })).toBe('until: must be at most a year after its start')
  expect(said({ starts: at(day), until: at(367 * day) })).toEqual({ starts: at(day), until: at(367 * day) })
})

it('holds as it was signed', () => {
  const signed = { starts: at(-60 * minute), until: at(day) }
  expect(said({}, signed)).toEqual(signed)
  expect(said(signed, signed)).toEqual(signed)
  const other = 'signed: is for other times than those sent'
  expect(said({ starts: at(0) }, signed)).toBe(other)
  expect(said({ until: at(1) }, signed)).toBe(other)
  expect(said({}, { ...signed, starts: at(-60 * minute - 1) })).toBe(
    'signed: was signed over an hour ago; sign again, or correct your clock',
  )
  expect(said({}, { ...signed, until: at(-1) })).toBe('until: must be after its start')
})
