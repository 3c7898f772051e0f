import { expect, it } from 'vitest'
import { turnText } from './rota-text'

it.each([
  [1, 'turns of a day, from 09:00 (UTC)'],
  [3, 'turns of 3 days, from 09:00 (UTC)'],
  [7, 'turns of a week, from 09:00 (UTC)'],
  [14, 'turns of 2 weeks, from 09:00 (UTC)'],
])('says how long turns of %i days are, and when they begin', (turnDays, text) => {
  expect(turnText({ turnDays, handover: '09:00', timeZone: 'UTC' })).toBe(text)
})
