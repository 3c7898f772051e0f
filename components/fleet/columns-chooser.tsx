import { useRouter } from 'next/navigation'
import { lazy, Suspense, startTransition, useOptimistic, useState } from 'react'
import { keepCookie } from '@/components/ui/keep-cookie'
import { columnsCookie, columnsText, mostColumns, usualColumns } from '@/lib/fleet/domain/fleet-columns'
import { type FleetFilter, fleetHref } from '@/lib/fleet/domain/fleet-filter'
import { ChoiceTrigger } from './choice-trigger'
import { useChoices } from './use-choices'

const FleetChoices = lazy(() =>
  import('./fleet-choices').then(({ FleetChoices }) => ({ default: FleetChoices })),
)

/** Chosen alone, it brings the usual columns back. */
const usual = { value: '', name: 'Usual columns' }

const fixed = [
  usual,
  { value: 'diagnosis', name: 'Diagnosis' },
  { value: 'jobs', name: 'Open jobs' },
  { value: 'last-job', name: 'Last job' },
  { value: 'reported', name: 'Last report' },
]

/** Chooses the columns of the list; the choice is in the URL, and kept in this browser for when the URL says nothing. */
export function ColumnsChooser({ filter }: { filter: FleetFilter }) {
  const router = useRouter()
  const choices = useChoices('column')
  const [opened, setOpened] = useState(false)
  // The next choice may be made before the page has followed the last.
  const [columns, show] = useOptimistic(filter.columns)
  const choose = (values: readonly string[]) => {
    const back = values.includes(usual.value) || values.length === 0
    const next = back ? undefined : values.slice(0, mostColumns)
    void keepCookie(columnsCookie, next ? columnsText(next) : '')
    startTransition(() => {
      show(next)
      router.push(fleetHref({ ...filter, columns: next }), { scroll: false })
    })
  }
  const look = { title: 'Columns', chosen: columns && `${columns.length} chosen` }
  if (!opened)
    return (
      <ChoiceTrigger
        {...look}
        className="max-lg:hidden"
        onClick={() => {
          void choices.search('')
          setOpened(true)
        }}
      />
    )
  const trigger = <ChoiceTrigger {...look} className="max-lg:hidden" />
  return (
    <Suspense fallback={trigger}>
      <FleetChoices
        {...{ trigger, fixed, choices }}
        search="Search metrics and labels"
        chosen={columns ?? usualColumns}
        choose={(value) => choose([value])}
        chooseAll={choose}
      />
    </Suspense>
  )
}
