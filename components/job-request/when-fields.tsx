'use client'

import { useState } from 'react'
import { ZoneCheck } from '@/components/jobs/zone-check'
import { Field, Input, Select } from '@/components/ui/field'
import {
  type ChosenNode,
  expiryDays,
  localText,
  passOf,
  type RequestStart,
  usualExpiryDays,
  zonedInstants,
} from '@/lib/board/domain/request-form'
import { parseZone } from '@/lib/kernel/time/time-zone'

const browserZone = (): string => parseZone(Intl.DateTimeFormat().resolvedOptions().timeZone ?? '') ?? 'UTC'

const daysText = (days: number): string => `in ${days} ${days === 1 ? 'day' : 'days'}`

/** The windows to choose from: the node's next ones, after the present one of a job that is changed. */
export const offeredWindows = (node: ChosenNode | null, start: RequestStart | null) =>
  start?.as === 'revise' && start.window ? [start.window, ...(node?.windows ?? [])] : (node?.windows ?? [])

/** When the job may run (as soon as it is approved, or in a window), and when the request expires if nobody decides. */
export function WhenFields(props: {
  node: ChosenNode
  start: RequestStart | null
  errorOf: (path: string) => string | undefined
}) {
  const { node, start, errorOf } = props
  const kept = start?.as === 'revise' ? start.window : null
  const [choice, setChoice] = useState(kept?.start ?? 'now')
  const chosen = offeredWindows(node, start).find((window) => window.start === choice)
  return (
    <div className="flex flex-col gap-3.5">
      <Field label="May run" required error={errorOf('window')}>
        <Select name="when" value={choice} onChange={(event) => setChoice(event.target.value)}>
          <option value="now">As soon as it is approved</option>
          {kept && <option value={kept.start}>Unchanged: {kept.text}</option>}
          {node.windows
            .filter((window) => window.start !== kept?.start)
            .map((window) => (
              <option key={`${window.name} ${window.start}`} value={window.start}>
                {window.name}: {window.text}
              </option>
            ))}
          <option value="own">In a custom window…</option>
        </Select>
      </Field>
      {chosen && <ZoneCheck window={chosen} offsets={chosen.offsets} />}
      {choice === 'own' && <OwnWindow start={start} errorOf={errorOf} />}
      {choice === 'now' ? (
        <Field
          label="The request expires"
          required
          error={errorOf('expires_at')}
          hint="If nobody has decided or no agent has claimed it by then"
        >
          <Select
            name="days"
            defaultValue={start?.as === 'revise' ? '0' : String(usualExpiryDays)}
            className="max-w-60"
          >
            {start?.as === 'revise' && <option value="0">unchanged</option>}
            {expiryDays.map((days) => (
              <option key={days} value={days}>
                {daysText(days)}
              </option>
            ))}
          </Select>
        </Field>
      ) : (
        <p className="text-xs text-ink-3">
          The request expires when the window ends. An approval covers window and expiry.
        </p>
      )}
    </div>
  )
}

function OwnWindow(props: { start: RequestStart | null; errorOf: (path: string) => string | undefined }) {
  const { errorOf } = props
  const [zone, setZone] = useState(() => props.start?.window?.time_zone ?? browserZone())
  const before = props.start?.window
  return (
    <div className="grid gap-3.5 sm:grid-cols-3">
      <Moment
        label="From"
        name="window_start"
        error={errorOf('window.start')}
        {...{ zone, before: before?.start }}
      />
      <Moment
        label="Until"
        name="window_end"
        error={errorOf('window.end')}
        {...{ zone, before: before?.end }}
      />
      <Field label="Time zone" required error={errorOf('window.time_zone')}>
        <Input
          name="window_zone"
          value={zone}
          onChange={(event) => setZone(event.target.value)}
          autoComplete="off"
          spellCheck={false}
          maxLength={64}
        />
      </Field>
    </div>
  )
}

/** A date and time in a zone; asks which one is meant if clocks show that time twice. */
function Moment(props: {
  label: string
  name: string
  zone: string
  before: string | undefined
  error: string | undefined
}) {
  const { label, name, before, error } = props
  const zone = parseZone(props.zone.trim()) ?? 'UTC'
  const [text, setText] = useState(() => (before ? localText(before, zone) : ''))
  const [pass, setPass] = useState<string>(() => (before ? passOf(before, zone) : '1'))
  const passes = zonedInstants(text, zone)
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <Field label={label} required error={error}>
        <Input
          type="datetime-local"
          name={name}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </Field>
      {passes.length > 1 && (
        <Field label={`Clocks show ${text.slice(11, 16)} twice`} required>
          <Select name={`${name}_pass`} value={pass} onChange={(event) => setPass(event.target.value)}>
            {passes.map(({ iso, offset }, index) => (
              <option key={iso} value={String(index + 1)}>
                {index === 0 ? 'the first time' : 'the second time'} ({offset})
              </option>
            ))}
          </Select>
        </Field>
      )}
    </div>
  )
}
