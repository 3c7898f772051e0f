import { Input, Select } from '@/components/ui/field'
import { clock, weekdays, windowText } from '@/lib/policies/domain/policy-lines'
import type { PolicyWindow } from '@/lib/signing/domain/policy-windows'

const dayMinutes = 1_440
const usual: PolicyWindow = { weekdays: [1, 2, 3, 4, 5, 6, 7], start_minute: 360, duration_minutes: 960 }

const minuteOf = (text: string): number => {
  const [hours = 0, minutes = 0] = text.split(':').map(Number)
  return hours * 60 + minutes
}

/** When it approves: at any time, or weekly in UTC. Several windows are written in the file. */
export function TimeField(props: {
  windows: readonly PolicyWindow[]
  change: (windows: PolicyWindow[]) => void
}) {
  const { windows, change } = props
  const [only] = windows
  if (windows.length > 1)
    return <p className="sm:pt-1.5">{windows.map(windowText).join('; ')} (change them in the file)</p>
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <Select
        aria-label="When it approves"
        className="max-w-40"
        value={only ? 'weekly' : 'any'}
        onChange={({ target }) => change(target.value === 'any' ? [] : [usual])}
      >
        <option value="any">at any time</option>
        <option value="weekly">only between</option>
      </Select>
      {only && <Weekly window={only} change={(next) => change([next])} />}
    </div>
  )
}

function Weekly({ window, change }: { window: PolicyWindow; change: (window: PolicyWindow) => void }) {
  const { start_minute: start, duration_minutes: length, weekdays: days } = window
  const between = (from: number, to: number) => ({
    start_minute: from,
    duration_minutes: (to - from + dayMinutes) % dayMinutes || dayMinutes,
  })
  const end = (start + length) % dayMinutes
  const time = (label: string, minute: number, set: (minute: number) => ReturnType<typeof between>) => (
    <Input
      type="time"
      aria-label={label}
      className="max-w-32"
      value={clock(minute)}
      onChange={({ target }) => target.value !== '' && change({ ...window, ...set(minuteOf(target.value)) })}
    />
  )
  return (
    <>
      {time('From, UTC', start, (from) => between(from, end))}
      and
      {time('To, UTC', end, (to) => between(start, to))}
      UTC
      <fieldset className="flex flex-wrap gap-x-3" aria-label="On">
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
    </>
  )
}
