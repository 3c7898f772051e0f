'use client'

import { useState } from 'react'
import { Field, Input, Select } from '@/components/ui/field'
import {
  type ChosenNode,
  expiryDays,
  localText,
  type RequestStart,
  usualExpiryDays,
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
  const [zone] = useState(() => props.start?.window?.time_zone ?? browserZone())
  const known = parseZone(zone) ?? 'UTC'
  const before = props.start?.window
  return (
    <div className="grid gap-3.5 sm:grid-cols-3">
      <Field label="From" required error={errorOf('window.start')}>
        <Input
          type="datetime-local"
          name="window_start"
          defaultValue={before ? localText(before.start, known) : ''}
        />
      </Field>
      <Field label="Until" required error={errorOf('window.end')}>
        <Input
          type="datetime-local"
          name="window_end"
          defaultValue={before ? localText(before.end, known) : ''}
        />
      </Field>
      <Field label="Time zone" required error={errorOf('window.time_zone')}>
        <Input name="window_zone" defaultValue={zone} autoComplete="off" spellCheck={false} maxLength={64} />
      </Field>
    </div>
  )
}
