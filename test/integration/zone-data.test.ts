import fc from 'fast-check'
import { afterEach, expect, it } from 'vitest'
import { nextWindows } from '@/lib/consent/domain/weekly-window'
import { windowText } from '@/lib/jobs/domain/window-text'
import { setNewerZones } from '@/lib/kernel/time/newer-zones'
import { offsetAt } from '@/lib/kernel/time/time-zone'
import { readZoneData, takeNewestZones } from '@/lib/zone-data'
import { zonedMoment } from '@/test/clock-changes'

afterEach(() => setNewerZones(null))

const data = () => {
  const found = readZoneData()
  if (!found) throw new Error('moment-timezone is not installed')
  return found
}

it('reads the data as the runtime does where rules have not changed', () => {
  const zones = [
    ...[
      'Europe/Berlin',
      'Europe/Dublin',
      'America/New_York',
      'America/St_Johns',
      'Asia/Kathmandu',
      'Asia/Kolkata',
    ],
    ...['Australia/Lord_Howe', 'Pacific/Chatham', 'Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Etc/GMT+5'],
  ]
  const { lookup } = data()
  const [from, to] = [Date.UTC(2025, 0, 1) / 1_000, Date.UTC(2037, 0, 1) / 1_000]
  fc.assert(
    fc.property(zonedMoment(zones, [from, to - 1]), ({ zone, at }) => {
      expect(lookup(at, zone)).toBe(offsetAt(at, zone))
    }),
    { numRuns: 500 },
  )
  expect(lookup(from - 1, 'Europe/Berlin')).toBeNull()
  expect(lookup(to, 'Europe/Berlin')).toBeNull()
  expect(lookup(from, 'Mars/Base')).toBeNull()
})

it('opens a weekly window of Vancouver at the instant of the rules of 2026', () => {
  expect(data().version >= '2026a').toBe(true)
  expect(takeNewestZones('2025c')).toBe(data().version)
  const weekly = {
    ...{ name: 'late', weekdays: [6], start_minute: 22 * 60, duration_minutes: 60 },
    time_zone: 'America/Vancouver',
  }
  const [next] = nextWindows([weekly], new Date('2026-11-28T12:00:00Z'), 1)
  expect(next).toMatchObject({ start: '2026-11-29T05:00:00.000Z', end: '2026-11-29T06:00:00.000Z' })
  expect(next && windowText(next, new Date('2026-11-28T12:00:00Z'))).toBe(
    'Sat 28 Nov 22:00–23:00 (-07:00) America/Vancouver',
  )
})

it('leaves newer data of the runtime alone', () => {
  expect(takeNewestZones('2999a')).toBe('2999a')
  const at = Date.UTC(2026, 10, 29, 5) / 1_000
  expect(offsetAt(at, 'Europe/Berlin')).toBe(3_600)
})
