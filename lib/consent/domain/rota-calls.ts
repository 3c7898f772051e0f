import { z } from 'zod'
import { parseDay } from '@/lib/kernel/time/calendar-day'
import { instant, timeZone } from '@/lib/kernel/time/schemas'
import { personName } from './calls'
import { escalateMinutes, mostOnRota, turnDays } from './limits'

const between = (unit: string, { least, most }: { least: number; most: number }) =>
  z
    .int(`must be a whole number of ${unit}`)
    .min(least, `must be at least ${least}`)
    .max(most, `must be at most ${most.toLocaleString('en-GB')}`)

export const newRota = z.strictObject({
  people: z
    .array(personName, 'must be members of the group, in the order of their turns')
    .min(1, 'must name at least one member')
    .max(mostOnRota, `must be at most ${mostOnRota} people`)
    .describe('Members of the group by email address or DID, in the order of their turns'),
  turn_days: between('days', turnDays).default(7),
  starts_on: z
    .string()
    .refine((text) => parseDay(text) !== null, 'must be a day such as 2026-12-07')
    .describe('The day on which the first person’s turn begins'),
  handover: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day such as 09:00')
    .describe('The time of day of the zone at which turns begin'),
  time_zone: timeZone,
  escalate_minutes: between('minutes', escalateMinutes)
    .default(30)
    .describe('After how long the whole group is told of a request that still waits for it'),
})

export const newSwap = z
  .strictObject({
    person: personName.describe('Who takes over, a member of the group'),
    instead_of: personName.describe('Whose duty they take, while that person would be on duty'),
    starts: instant,
    ends: instant,
  })
  .refine(({ starts, ends }) => Date.parse(ends) > Date.parse(starts), {
    path: ['ends'],
    message: 'must be after the start',
  })
