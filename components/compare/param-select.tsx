'use client'

import { ChevronDown } from 'lucide-react'
import { useRouter, useSearchParams } from 'next/navigation'
import { withParam } from '@/lib/series/domain/range-links'

/** A choice that is a parameter of the address. */
export function ParamSelect(props: {
  name: string
  label: string
  value: string
  options: readonly { value: string; label: string }[]
}) {
  const router = useRouter()
  const params = useSearchParams()
  return (
    <span className="relative inline-flex max-w-full">
      <select
        aria-label={props.label}
        value={props.value}
        onChange={(event) =>
          router.push(withParam(params, props.name, event.target.value), { scroll: false })
        }
        className="control-h max-w-full min-w-0 appearance-none truncate rounded-control border border-strong bg-surface pr-8 pl-2.5 font-medium"
      >
        {props.options.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
      <ChevronDown
        className="pointer-events-none absolute top-1/2 right-2.5 size-4 -translate-y-1/2 text-ink-3"
        aria-hidden="true"
      />
    </span>
  )
}
