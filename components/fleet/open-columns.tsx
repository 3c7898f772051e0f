import { useRouter } from 'next/navigation'
import { type ReactElement, startTransition, useOptimistic } from 'react'
import { keepCookie } from '@/components/ui/keep-cookie'
import { columnsCookie, columnsText, mostColumns, usualColumns } from '@/lib/fleet/domain/fleet-columns'
import { type FleetFilter, fleetHref } from '@/lib/fleet/domain/fleet-filter'
import { FleetChoices } from './fleet-choices'
import type { Choices } from './use-choices'

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
export function OpenColumns(props: { filter: FleetFilter; choices: Choices; trigger: ReactElement }) {
  const { filter, choices, trigger } = props
  const router = useRouter()
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
  return (
    <FleetChoices
      {...{ trigger, fixed, choices }}
      search="Search metrics and labels"
      chosen={columns ?? usualColumns}
      choose={(value) => choose([value])}
      chooseAll={choose}
    />
  )
}
