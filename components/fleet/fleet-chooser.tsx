'use client'

import { lazy, Suspense, useState } from 'react'
import { type FleetFilter, fleetHref } from '@/lib/fleet/domain/fleet-filter'
import { ChoiceTrigger } from './choice-trigger'
import { useGo } from './go'
import { useChoices } from './use-choices'

// Loaded on demand, since few people open the list.
const FleetChoices = lazy(() =>
  import('./fleet-choices').then(({ FleetChoices }) => ({ default: FleetChoices })),
)

const words = {
  label: { title: 'Label', any: 'Any label', search: 'Search labels' },
  owner: { title: 'Owner', any: 'Any owner', search: 'Search owners by name or DID' },
  group: { title: 'Group by', any: 'No groups', search: 'Search labels' },
  fill: { title: 'Fill by', any: 'Status', search: 'Search metrics' },
} as const

const choicesFor = { label: 'label', owner: 'owner', group: 'key', fill: 'metric' } as const

/** Choices beside the people who own nodes. */
const owners = [
  { value: 'me', name: 'Mine' },
  { value: 'none', name: 'No owner' },
]

type Chosen = { value: string; name: string }

/** Filters the fleet by one of its labels or owners, or groups or fills it; the choice is in the URL. */
export function FleetChooser(props: { of: keyof typeof words; chosen: Chosen | null; filter: FleetFilter }) {
  const { of, chosen, filter } = props
  const { title, any, search } = words[of]
  const go = useGo()
  const choices = useChoices(choicesFor[of])
  const [opened, setOpened] = useState(false)
  const fixed = of === 'owner' ? owners : []
  const name = chosen ? (fixed.find(({ value }) => value === chosen.value) ?? chosen).name : undefined
  const trigger = <ChoiceTrigger title={title} chosen={name} />
  if (!opened)
    return (
      <ChoiceTrigger
        title={title}
        chosen={name}
        onClick={() => {
          void choices.search('')
          setOpened(true)
        }}
      />
    )
  return (
    <Suspense fallback={trigger}>
      <FleetChoices
        trigger={trigger}
        search={search}
        fixed={[{ value: '', name: any }, ...fixed]}
        chosen={chosen?.value ?? ''}
        choices={choices}
        choose={(value) => go(fleetHref({ ...filter, [of]: value === '' ? undefined : value }))}
      />
    </Suspense>
  )
}
