import { expect, test } from 'vitest'
import { checkZoneData } from './doctor-machine'

test.each([
  ['2025c', '2025-12-31', 'ok'],
  ['2025c', '2026-02-28', 'ok'],
  ['2025c', '2026-03-01', 'warn'],
  ['2026f', '2026-11-28', 'ok'],
  [undefined, '2026-11-28', 'warn'],
  ['unknown', '2026-11-28', 'warn'],
])('time-zone data %s are %3$s on %2$s', (version, day, status) => {
  expect(checkZoneData(version ?? '', new Date(day))).toMatchObject({ check: 'time zones', status })
})
