import { expect, it } from 'vitest'
import { instant, timeZone } from './schemas'

const messagesOf = (result: { error?: { issues: { message: string }[] } }) =>
  result.error?.issues.map(({ message }) => message)

it('spells a zone as this runtime does, and explains what a zone is for anything else', () => {
  expect(timeZone.parse('europe/berlin')).toBe('Europe/Berlin')
  for (const wrong of ['', 'Mars/Base', '+02:00', 'UTC '.repeat(40)])
    expect(messagesOf(timeZone.safeParse(wrong))).toEqual(['must be a time zone such as Europe/Berlin'])
})

it('reads a time with its offset as UTC, within the years that the database holds', () => {
  expect(instant.parse('2026-11-24T22:00:00+01:00')).toBe('2026-11-24T21:00:00.000Z')
  expect(messagesOf(instant.safeParse('2026-11-24T22:00:00'))).toEqual([
    'must be a time such as 2026-11-24T22:00:00Z',
  ])
  expect(messagesOf(instant.safeParse('2400-01-01T00:00:00Z'))).toEqual(['must be between 1970 and 2200'])
})
