import { lazy, Suspense, useState } from 'react'
import type { FleetFilter } from '@/lib/fleet/domain/fleet-filter'
import { ChoiceTrigger } from './choice-trigger'
import { useChoices } from './use-choices'

// Loaded on demand, as the list of labels is.
const OpenColumns = lazy(() => import('./open-columns').then(({ OpenColumns }) => ({ default: OpenColumns })))

/** Chooses the columns of the list. */
export function ColumnsChooser({ filter }: { filter: FleetFilter }) {
  const choices = useChoices('column')
  const [opened, setOpened] = useState(false)
  const look = { title: 'Columns', chosen: filter.columns && `${filter.columns.length} chosen` }
  const open = () => {
    void choices.search('')
    setOpened(true)
  }
  if (!opened) return <ChoiceTrigger {...look} className="max-lg:hidden" onClick={open} />
  const trigger = <ChoiceTrigger {...look} className="max-lg:hidden" />
  return (
    <Suspense fallback={trigger}>
      <OpenColumns {...{ filter, choices, trigger }} />
    </Suspense>
  )
}
