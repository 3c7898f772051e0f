'use client'

import clsx from 'clsx'
import { ChevronDown } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useRouter } from 'next/navigation'
import { type ComponentProps, useState } from 'react'
import { type FleetFilter, fleetHref } from '@/lib/fleet/domain/fleet-filter'
import { useChoices } from './use-choices'

// Loaded on demand, since few people open the list.
const FleetChoices = dynamic(() => import('./fleet-choices').then((module) => module.FleetChoices), {
  ssr: false,
})

const words = {
  label: { title: 'Label', any: 'Any label', search: 'Search labels' },
  owner: { title: 'Owner', any: 'Any owner', search: 'Search owners by name or DID' },
} as const

/** Choices beside the people who own nodes. */
const owners = [
  { value: 'me', name: 'Mine' },
  { value: 'none', name: 'No owner' },
]

type Chosen = { value: string; name: string }

const Trigger = (props: ComponentProps<'button'> & { title: string; chosen: string | undefined }) => {
  const { title, chosen, className, ...rest } = props
  return (
    <button
      type="button"
      // The same role as once the list is open; a combobox takes no name from its content.
      role="combobox"
      aria-expanded={false}
      aria-haspopup="dialog"
      {...rest}
      aria-label={chosen === undefined ? title : `${title}: ${chosen}`}
      className={clsx(
        'control-h inline-flex max-w-60 min-w-0 items-center gap-1.5 rounded-control border px-2.5 text-sm font-medium touch:text-[16px]',
        chosen === undefined
          ? 'border-strong bg-surface text-ink-2 hover:bg-sunken'
          : 'border-accent/40 bg-accent-soft text-ink',
        className,
      )}
    >
      <span className="truncate">
        {title}
        {chosen !== undefined && (
          <>
            : <bdi>{chosen}</bdi>
          </>
        )}
      </span>
      <ChevronDown className="size-3.5 shrink-0 text-ink-3" aria-hidden="true" />
    </button>
  )
}

/** Filters the fleet by one of its labels or owners; the choice is in the URL. */
export function FleetChooser(props: { of: 'label' | 'owner'; chosen: Chosen | null; filter: FleetFilter }) {
  const { of, chosen, filter } = props
  const { title, any, search } = words[of]
  const router = useRouter()
  const choices = useChoices(of)
  const [opened, setOpened] = useState(false)
  const fixed = of === 'owner' ? owners : []
  const name = chosen ? (fixed.find(({ value }) => value === chosen.value) ?? chosen).name : undefined
  const trigger = <Trigger title={title} chosen={name} />
  if (!opened)
    return (
      <Trigger
        title={title}
        chosen={name}
        onClick={() => {
          void choices.search('')
          setOpened(true)
        }}
      />
    )
  return (
    <FleetChoices
      trigger={trigger}
      search={search}
      fixed={[{ value: '', name: any }, ...fixed]}
      chosen={chosen?.value ?? ''}
      choices={choices}
      choose={(value) => router.push(fleetHref({ ...filter, [of]: value === '' ? undefined : value }))}
    />
  )
}
