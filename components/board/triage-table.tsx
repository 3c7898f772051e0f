import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { countText } from '@/lib/kernel/text/count-text'
import type { useHeldOrder } from './use-held-order'

const columns = ['Select', 'Risk', 'What would run, and why', 'Node', 'Expires']

/** What waits for the viewer, under headings. Part of the triage. */
export function TriageTable(props: {
  order: ReturnType<typeof useHeldOrder>
  rows: Readonly<Record<string, ReactNode>>
}) {
  const { groups, fresh, renew } = props.order
  return (
    <>
      {fresh > 0 && (
        <p role="status" className="flex flex-wrap items-center gap-2.5 text-ink-2">
          {countText(fresh)} new {fresh === 1 ? 'request' : 'requests'}
          <Button size="sm" onClick={renew}>
            Show
          </Button>
        </p>
      )}
      <div data-list className="@container overflow-hidden rounded-card border bg-surface">
        <table className="w-full @max-2xl:block">
          <caption className="sr-only">What waits for you</caption>
          <thead className="border-b text-left text-xs text-ink-3 @max-2xl:sr-only">
            <tr>
              {columns.map((name) => (
                <th
                  key={name}
                  scope="col"
                  className="px-3 py-2 font-normal first:pl-4 last:pr-4 last:text-right"
                >
                  {name === 'Select' ? <span className="sr-only">{name}</span> : name}
                </th>
              ))}
            </tr>
          </thead>
          {groups.map(({ title, count, jobIds }) => (
            <tbody key={title} className="border-t first-of-type:border-t-0 @max-2xl:block">
              <tr className="@max-2xl:block">
                <th
                  scope="rowgroup"
                  colSpan={columns.length}
                  className="bg-sunken px-4 py-1.5 text-left text-xs font-title @max-2xl:block"
                >
                  {title} <span className="ml-1 font-normal text-ink-2">{countText(count)}</span>
                </th>
              </tr>
              {jobIds.map((jobId) => props.rows[jobId])}
            </tbody>
          ))}
        </table>
      </div>
    </>
  )
}
