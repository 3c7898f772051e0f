'use client'

import { useRouter, useSearchParams } from 'next/navigation'
import { type FormEvent, type KeyboardEvent, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field, Input } from '@/components/ui/field'
import { useZone } from '@/components/ui/zone'
import { localText, zonedInstant } from '@/lib/board/domain/request-form'
import { type ChosenRange, rangeQuery } from '@/lib/series/domain/range-params'

/** "2026-11-20T09:00" in a zone: the value of a datetime-local field. */
const localInput = (seconds: number, zone: string): string =>
  localText(new Date(seconds * 1_000).toISOString(), zone)

/** The time in a field; what it was filled with if that was not touched, since clocks may show a time twice. */
const secondsOf = (text: string, known: number, zone: string): number =>
  text === localInput(known, zone) ? known : Date.parse(zonedInstant(text, zone) ?? '') / 1_000

const problemOf = (
  from: number,
  to: number,
  { now, end }: { now: number; end: number },
): string | undefined => {
  if (Number.isNaN(from) || Number.isNaN(to)) return 'Enter a date and a time in both fields.'
  if (from >= to) return 'The end must be after the start.'
  if (from < end) return undefined
  return end > now ? 'Choose a start before the newest report.' : 'Choose a start in the past.'
}

/** A custom range in the zone of the page; the URL holds it in UTC. */
export function NodeRangeForm(props: { range: ChosenRange; now: number; end: number }) {
  const { range } = props
  const router = useRouter()
  const current = useSearchParams()
  const box = useRef<HTMLDetailsElement>(null)
  const zone = useZone()
  // Filled in when opened, as the range may have moved since.
  const [times, setTimes] = useState({ from: '', to: '' })
  const [problem, setProblem] = useState<string>()

  const onToggle = () => {
    if (box.current?.open) setTimes({ from: localInput(range.from, zone), to: localInput(range.to, zone) })
  }
  const close = () => {
    if (box.current) box.current.open = false
    box.current?.querySelector('summary')?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') close()
  }
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    const from = secondsOf(times.from, range.from, zone)
    const to = secondsOf(times.to, range.to, zone)
    const found = problemOf(from, to, props)
    setProblem(found)
    if (found) return
    close()
    router.push(rangeQuery(from, to, current), { scroll: false })
  }
  return (
    <details ref={box} onToggle={onToggle} onKeyDown={onKeyDown} className="relative">
      <summary
        className={`flex control-h list-none items-center rounded-control border px-2.5 font-medium ${
          range.preset === null
            ? 'border-accent bg-accent-soft text-accent'
            : 'border-strong bg-surface text-ink-2'
        }`}
      >
        Custom…
      </summary>
      <form
        onSubmit={onSubmit}
        noValidate
        className="absolute top-full left-0 z-20 mt-1.5 flex w-64 flex-col gap-3 rounded-card border border-strong bg-surface p-4"
      >
        <Field label="From" required error={problem}>
          <Input
            type="datetime-local"
            value={times.from}
            onChange={(event) => setTimes({ ...times, from: event.target.value })}
          />
        </Field>
        <Field label="To" required>
          <Input
            type="datetime-local"
            value={times.to}
            onChange={(event) => setTimes({ ...times, to: event.target.value })}
          />
        </Field>
        {times.from !== '' && <p className="text-xs text-ink-3">Times in {zone}</p>}
        <Button type="submit" variant="primary">
          Show
        </Button>
      </form>
    </details>
  )
}
