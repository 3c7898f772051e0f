import { expect, it } from 'vitest'
import { windowOffsets, zoneDisagreement } from './zone-check'

const window = { start: '2026-11-29T05:00:00Z', end: '2026-11-29T06:00:00Z', time_zone: 'Europe/Berlin' }
const hour = 3_600

it('finds nothing where server and browser agree', () => {
  expect(windowOffsets(window)).toEqual({ start: hour, end: hour })
  expect(windowOffsets({ ...window, time_zone: 'Mars/Base' })).toEqual({ start: 0, end: 0 })
  expect(zoneDisagreement(window, { start: hour, end: hour })).toBeNull()
  const overnight = { ...window, start: '2026-10-25T00:30:00Z', end: '2026-10-25T01:30:00Z' }
  expect(zoneDisagreement(overnight, { start: 2 * hour, end: hour })).toBeNull()
})

it('says both readings where they do not', () => {
  expect(zoneDisagreement(window, { start: 2 * hour, end: 2 * hour })).toBe(
    'The window opens at 2026-11-29 05:00:00 UTC. In Europe/Berlin, the server calls that 07:00 (+02:00) and this ' +
      'browser 06:00 (+01:00): the time-zone data of one of them are out of date.',
  )
  expect(zoneDisagreement(window, { start: hour, end: 0 })).toContain(
    'The window closes at 2026-11-29 06:00:00 UTC.',
  )
})
