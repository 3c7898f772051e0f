import { CalendarDays, ChevronDown } from 'lucide-react'
import { useRouter, useSearchParams } from 'next/navigation'
import {
  type FocusEvent,
  type FormEvent,
  type KeyboardEvent,
  lazy,
  Suspense,
  useId,
  useRef,
  useState,
} from 'react'
import { useZone } from '@/components/ui/zone'
import { endsQuery } from '@/lib/series/domain/range-links'
import { type ChosenRange, type RangeEnds, readRange } from '@/lib/series/domain/range-params'
import { rangeText } from '@/lib/series/domain/range-text'
import { isTypedProblem, readTypedRange } from '@/lib/series/domain/typed-range'
import type { TypedProblem } from '@/lib/series/domain/typed-time'

// Loaded on demand, since most people type or click a preset.
const RangePanel = lazy(() => import('./range-panel').then(({ RangePanel }) => ({ default: RangePanel })))

type FieldProps = {
  range: ChosenRange
  now: number
  /** Up to where the node has reports. */
  end: number
}

const keyOf = ({ from, to }: RangeEnds): string => `${from} ${to}`

/** The range as text, to be typed or chosen from a calendar, in the zone of the page; the URL has it in UTC. */
export function RangeField({ range, now, end }: FieldProps) {
  const router = useRouter()
  const current = useSearchParams()
  const zone = useZone()
  const id = useId()
  const arrow = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  /** What was typed; null while the field shows the range. */
  const [typed, setTyped] = useState<string | null>(null)
  const [problem, setProblem] = useState<TypedProblem | null>(null)
  const [shown, setShown] = useState(keyOf(range.ends))
  if (shown !== keyOf(range.ends)) {
    setShown(keyOf(range.ends))
    setTyped(null)
    setProblem(null)
  }

  const show = (text: string) => {
    setTyped(text)
    const clock = { now: Math.max(now, Math.floor(Date.now() / 1_000)), zone }
    const ends = readTypedRange(text, clock)
    if (isTypedProblem(ends)) return setProblem(ends)
    const read = readRange(ends, { ...clock, end: Math.max(end, clock.now) })
    if (typeof read === 'string') return setProblem({ problem: read, choices: [] })
    setProblem(null)
    setOpen(false)
    if (keyOf(ends) === shown) setTyped(null)
    router.push(endsQuery(ends, current), { scroll: false })
  }
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    show(typed ?? rangeText(range.ends, zone))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return
    if (open) arrow.current?.focus()
    else setTyped(null)
    setOpen(false)
    setProblem(null)
  }
  const onBlur = (event: FocusEvent<HTMLElement>) => {
    // A picker of the browser, or another window, takes the focus only for a while.
    if (document.hasFocus() && !event.currentTarget.contains(event.relatedTarget)) setOpen(false)
  }
  return (
    <fieldset
      aria-label="Chosen range"
      className="relative min-w-0 max-sm:flex-1"
      onKeyDown={onKeyDown}
      onBlur={onBlur}
    >
      <form
        onSubmit={onSubmit}
        className={`flex rounded-control border bg-surface has-[input:focus-visible]:outline-2 has-[input:focus-visible]:outline-offset-2 has-[input:focus-visible]:outline-accent ${
          problem ? 'border-error' : 'border-strong'
        }`}
      >
        <CalendarDays className="ml-2.5 size-4 shrink-0 self-center text-ink-3" aria-hidden="true" />
        <input
          aria-label="Range"
          aria-invalid={problem ? true : undefined}
          aria-describedby={problem ? `${id}-problem` : undefined}
          value={typed ?? rangeText(range.ends, zone)}
          onChange={(event) => setTyped(event.target.value)}
          onFocus={(event) => event.target.select()}
          maxLength={200}
          autoComplete="off"
          spellCheck={false}
          enterKeyHint="go"
          className="control-h w-56 min-w-0 grow sm:w-auto sm:max-w-80 sm:min-w-56 sm:field-sizing-content bg-transparent px-2 text-ink outline-none"
        />
        <button
          ref={arrow}
          type="button"
          aria-label="Choose a range"
          aria-expanded={open}
          aria-controls={`${id}-panel`}
          onClick={() => setOpen(!open)}
          className="flex control-h w-8 touch:w-11 shrink-0 items-center justify-center rounded-r-control text-ink-3 hover:bg-sunken hover:text-ink"
        >
          <ChevronDown className="size-4" aria-hidden="true" />
        </button>
      </form>
      <div
        id={`${id}-panel`}
        tabIndex={-1}
        className="absolute top-full left-0 z-20 mt-1.5 w-[min(34rem,calc(100vw-2rem))] rounded-card border border-strong bg-surface shadow-lg outline-none empty:hidden"
      >
        {problem && <Problem id={`${id}-problem`} problem={problem} show={show} />}
        {open && (
          <Suspense fallback={<p className="p-4 text-ink-3">Loading…</p>}>
            <RangePanel range={range} zone={zone} show={show} />
          </Suspense>
        )}
      </div>
    </fieldset>
  )
}

/** What is wrong with the text, and what may have been meant. */
function Problem(props: { id: string; problem: TypedProblem; show: (text: string) => void }) {
  const { problem, choices } = props.problem
  return (
    <div className="flex flex-col items-start gap-2 border-b px-4 py-3 last:border-b-0">
      <p id={props.id} role="alert" className="text-error [overflow-wrap:anywhere]">
        {problem}
      </p>
      {choices.length > 0 && (
        <ul className="flex flex-wrap gap-2" aria-label="Did you mean">
          {choices.map((choice) => (
            <li key={choice}>
              <button
                type="button"
                onClick={() => props.show(choice)}
                className="control-h-sm rounded-control border border-strong px-2.5 text-left hover:bg-sunken"
              >
                {choice}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
