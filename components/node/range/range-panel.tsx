import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field, Input } from '@/components/ui/field'
import { dayText } from '@/lib/kernel/time/calendar-day'
import type { ChosenRange } from '@/lib/series/domain/range-params'
import { shownTime } from '@/lib/series/domain/typed-time'

const calendar = [
  'today',
  'yesterday',
  'this week',
  'previous week',
  'this month',
  'previous month',
  'this year',
  'previous year',
]

const examples = ['last 3 days', 'yesterday 14:00 to 15:30', '2026-11-03 to 2026-11-05', 'now-1d/d to now']

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)

/** Two fields with the calendar of the browser, the periods of the calendar, and what else can be typed. */
export function RangePanel({
  range,
  zone,
  show,
}: {
  range: ChosenRange
  zone: string
  show: (text: string) => void
}) {
  const known = { from: shownTime(range.from, zone), to: shownTime(range.to, zone) }
  const filled = {
    from: `${dayText(known.from.day)}T${known.from.clock.slice(0, 5)}`,
    to: `${dayText(known.to.day)}T${known.to.clock.slice(0, 5)}`,
  }
  const [times, setTimes] = useState(filled)
  // What was not touched keeps its seconds, and which of two passes of the clock it is.
  const textOf = (end: 'from' | 'to'): string =>
    times[end] === filled[end]
      ? `${dayText(known[end].day)} ${known[end].clock}`
      : times[end].replace('T', ' ')
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    show(`${textOf('from')} to ${textOf('to')}`)
  }
  return (
    <div className="grid sm:grid-cols-[1fr_11rem]">
      <form onSubmit={onSubmit} noValidate className="flex flex-col gap-3 p-4">
        {(['from', 'to'] as const).map((end) => (
          <Field key={end} label={capital(end)} required>
            <Input
              type="datetime-local"
              value={times[end]}
              onChange={(event) => setTimes({ ...times, [end]: event.target.value })}
            />
          </Field>
        ))}
        <div className="flex items-center gap-3">
          <Button type="submit" variant="primary">
            Show
          </Button>
          <p className="text-xs text-ink-3">Times in {zone}</p>
        </div>
        <div className="border-t pt-3 text-xs text-ink-3">
          Typed above, in the same zone:
          <ul className="mt-1 flex flex-wrap gap-x-3 gap-y-1 font-mono text-ink-2">
            {examples.map((example) => (
              <li key={example}>{example}</li>
            ))}
          </ul>
        </div>
      </form>
      <ul className="border-l p-2 max-sm:grid max-sm:grid-cols-2 max-sm:border-t max-sm:border-l-0">
        {calendar.map((period) => (
          <li key={period}>
            <button
              type="button"
              onClick={() => show(period)}
              className="flex control-h w-full items-center rounded-control px-2.5 text-left text-ink-2 hover:bg-sunken hover:text-ink"
            >
              {capital(period)}
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
