'use client'

import { Search } from 'lucide-react'
import { useEffect, useRef, useTransition } from 'react'
import { Kbd } from '@/components/ui/kbd'
import { columnsText } from '@/lib/fleet/domain/fleet-columns'
import { defaultSort, type FleetFilter, fleetHref, fleetPath } from '@/lib/fleet/domain/fleet-filter'
import { useGo } from './go'

const pauseMs = 250

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))

/** Searches while you type; the text is in the URL, so that a link shows the same list. `/` focuses the field. */
export function FleetSearch({ filter }: { filter: FleetFilter }) {
  const go = useGo()
  const input = useRef<HTMLInputElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const [pending, startTransition] = useTransition()

  const show = (q: string) => {
    clearTimeout(timer.current)
    startTransition(() => go(fleetHref({ ...filter, q: q.trim() }), 'replace'))
  }

  // The URL also changes by a link or by going back.
  useEffect(() => {
    if (input.current && document.activeElement !== input.current) input.current.value = filter.q ?? ''
  }, [filter.q])

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return
      event.preventDefault()
      input.current?.focus()
    }
    document.addEventListener('keydown', onKey)
    return () => {
      document.removeEventListener('keydown', onKey)
      clearTimeout(timer.current)
    }
  }, [])

  return (
    <search className="relative w-full sm:w-76" aria-busy={pending}>
      <form
        action={fleetPath(filter)}
        onSubmit={(event) => {
          event.preventDefault()
          show(input.current?.value ?? '')
        }}
      >
        <Search
          className="absolute top-1/2 left-2.5 size-3.5 -translate-y-1/2 text-ink-3"
          aria-hidden="true"
        />
        {(['state', 'label', 'owner', 'group', 'fill'] as const).map(
          (name) => filter[name] && <input key={name} type="hidden" name={name} value={filter[name]} />,
        )}
        {filter.columns && <input type="hidden" name="columns" value={columnsText(filter.columns)} />}
        {filter.pinned && <input type="hidden" name="pinned" value="true" />}
        {filter.retired && <input type="hidden" name="retired" value="true" />}
        {filter.sort !== defaultSort && <input type="hidden" name="sort" value={filter.sort} />}
        <input
          ref={input}
          type="search"
          name="q"
          defaultValue={filter.q ?? ''}
          aria-label="Search nodes"
          placeholder="Search name, DID, label, diagnosis"
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => {
            const { value } = event.target
            clearTimeout(timer.current)
            timer.current = setTimeout(() => show(value), pauseMs)
          }}
          className="control-h w-full rounded-control border border-strong bg-surface pr-8 pl-8 text-ink"
        />
        <span className="pointer-events-none absolute top-1/2 right-2.5 -translate-y-1/2" aria-hidden="true">
          <Kbd>/</Kbd>
        </span>
      </form>
    </search>
  )
}
