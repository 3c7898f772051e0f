import { Button } from '@/components/ui/button'
import { Input, Select } from '@/components/ui/field'
import { clock, weekdays } from '@/lib/policies/domain/policy-lines'
import { mostWindows } from '@/lib/signing/domain/policy-limits'
import type { PolicyWindow } from '@/lib/signing/domain/policy-windows'

const dayMinutes = 1_440
const usual: PolicyWindow = { weekdays: [1, 2, 3, 4, 5, 6, 7], start_minute: 360, duration_minutes: 960 }

const minuteOf = (text: string): number => {
  const [hours = 0, minutes = 0] = text.split(':').map(Number)
  return hours * 60 + minutes
}

/** When it approves: at any time, or in weekly windows in UTC, of which there may be several. */
export function TimeField(props: {
  windows: readonly PolicyWindow[]
  change: (windows: PolicyWindow[]) => void
}) {
  const { windows, change } = props
  return (
    <div className="flex flex-col items-start gap-2">
      <Select
        aria-label="When it approves"
        className="max-w-40"
        value={windows.length === 0 ? 'any' : 'weekly'}
        onChange={({ target }) => change(target.value === 'any' ? [] : [usual])}
      >
        <option value="any">at any time</option>
        <option value="weekly">only between</option>
      </Select>
      {windows.map((window, index) => (
        <Weekly
          // Windows have nothing else to tell them apart by, and are never moved.
          // biome-ignore lint/suspicious/noArrayIndexKey: as above
          key={index}
          number={windows.length === 1 ? null : index + 1}
          window={window}
          change={(next) => change(windows.map((one, other) => (other === index ? next : one)))}
          remove={() => change(windows.filter((_, other) => other !== index))}
        />
      ))}
      {windows.length > 0 && windows.length < mostWindows && (
        <Button size="sm" onClick={() => change([...windows, usual])}>
          Add a window
        </Button>
      )}
    </div>
  )
}

function Weekly(props: {
  /** Null: there is one. */
  number: number | null
  window: PolicyWindow
  change: (window: PolicyWindow) => void
  remove: () => void
}) {
  const { number, window, change } = props
  const { start_minute: start, duration_minutes: length, weekdays: days } = window
  const of = number === null ? '' : ` of window ${number}`
  const between = (from: number, to: number) => ({
    start_minute: from,
    duration_minutes: (to - from + dayMinutes) % dayMinutes || dayMinutes,
  })
  const end = (start + length) % dayMinutes
  const time = (label: string, minute: number, set: (minute: number) => ReturnType<typeof between>) => (
    <Input
      type="time"
      aria-label={`${label}${of}`}
      className="max-w-32"
      value={clock(minute)}
      onChange={({ target }) => target.value !== '' && change({ ...window, ...set(minuteOf(target.value)) })}
    />
  )
  return (
    <fieldset
      aria-label={number === null ? 'Window' : `Window ${number}`}
      className="flex w-full flex-wrap items-center gap-x-3 gap-y-2 border-t pt-2 first-of-type:border-t-0 first-of-type:pt-0"
    >
      {time('From, UTC', start, (from) => between(from, end))}
      and
      {time('To, UTC', end, (to) => between(start, to))}
      UTC
      {number !== null && (
        <Button
          size="sm"
          variant="ghost"
          className="ml-auto"
          aria-label={`Remove window ${number}`}
          onClick={props.remove}
        >
          Remove
        </Button>
      )}
      <fieldset className="flex flex-wrap gap-x-3" aria-label={`On${of}`}>
        {weekdays.map((name, index) => (
          <label key={name} className="flex min-h-8 items-center gap-1.5 pointer-coarse:min-h-11">
            <input
              type="checkbox"
              className="size-4 accent-(--accent)"
              checked={days.includes(index + 1)}
              onChange={({ target }) =>
                change({
                  ...window,
                  weekdays: weekdays.flatMap((_, other) =>
                    (other === index ? target.checked : days.includes(other + 1)) ? [other + 1] : [],
                  ),
                })
              }
            />
            {name}
          </label>
        ))}
      </fieldset>
    </fieldset>
  )
}
