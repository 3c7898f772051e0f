import {
  Check,
  Clock,
  KeyRound,
  Link2,
  ListChecks,
  type LucideIcon,
  Server,
  Settings,
  TriangleAlert,
  UserRound,
} from 'lucide-react'
import { ButtonLink } from '@/components/ui/button'
import type { AuditPage } from '@/lib/history/domain/audit-entry'
import type { Icon } from '@/lib/history/domain/facts'
import { type CheckpointRow as Checkpoints, listRows } from '@/lib/history/domain/list-rows'
import { auditHref, type PageFilter } from '@/lib/history/domain/page-filter'
import { clockTime, exactTime } from '@/lib/kernel/time/exact-time'
import { AuditRow } from './audit-row'
import { EntryProof } from './entry-proof'
import { Sentence } from './sentence'

const icons: Record<Icon, LucideIcon> = {
  ...{ job: ListChecks, vote: Check, clock: Clock, person: UserRound, key: KeyRound, node: Server },
  ...{ rule: Settings, alert: TriangleAlert },
}

const number = (count: number): string => count.toLocaleString('en-GB')

function CheckpointRow({ row, zone }: { row: Checkpoints; zone: string }) {
  const { first, last, hash, at } = row
  return (
    <li className="flex flex-wrap items-center gap-x-2.5 border-t bg-sunken px-4 py-1.5 text-xs text-ink-2">
      <Link2 className="size-3.5 shrink-0 text-healthy" aria-hidden="true" />
      <span className="min-w-0 flex-1 basis-40">
        <strong className="font-title text-ink">
          {first === last ? `Checkpoint ${number(last)}` : `Checkpoints ${number(first)}–${number(last)}`}
        </strong>
        , signed by the server over the entries below
      </span>
      <span className="ml-auto font-mono" title={hash}>
        {hash.slice(0, 4)}…{hash.slice(-4)} <time dateTime={at}>{clockTime(at, zone)}</time>
      </span>
    </li>
  )
}

/** The entries of a page under the headings of their days. */
export function AuditList(props: { page: AuditPage; filter: PageFilter; zone: string; now: Date }) {
  const { page, filter, zone } = props
  return (
    <div className="overflow-hidden rounded-card border bg-surface">
      <ol aria-label="Entries, newest first" className="[&>li:first-child]:border-t-0">
        {listRows(page.entries, page.checkpoints, props).map((row) => {
          if ('day' in row)
            return (
              <li key={`day ${row.key}`} className="border-t bg-sunken px-4 py-1.5 text-ink-2">
                <h2 className="font-title">{row.day}</h2>
              </li>
            )
          if ('checkpoints' in row)
            return (
              <CheckpointRow key={`checkpoint ${row.checkpoints.last}`} row={row.checkpoints} zone={zone} />
            )
          const { entry } = row
          const Icon = icons[entry.alarming ? 'alert' : entry.icon]
          return (
            <AuditRow
              key={entry.id}
              time={
                entry.at === null ? (
                  'no time'
                ) : (
                  <time dateTime={entry.at} title={exactTime(entry.at, zone)}>
                    {clockTime(entry.at, zone)}
                  </time>
                )
              }
              icon={<Icon className="size-4" aria-hidden="true" />}
              sentence={<Sentence parts={entry.parts} names={page.names} />}
              number={number(entry.id)}
              alarming={entry.alarming}
            >
              <EntryProof entry={entry} />
            </AuditRow>
          )
        })}
      </ol>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-t px-4 py-2 text-xs text-ink-2">
        <span>
          Times in {zone}
          {page.searchedTo !== null &&
            `; searched back to entry ${number(page.searchedTo)}, “Older” continues there`}
        </span>
        <nav aria-label="Pages" className="flex gap-2.5">
          {filter.cursor !== undefined && (
            <ButtonLink size="sm" href={auditHref({ ...filter, cursor: undefined })}>
              Newest
            </ButtonLink>
          )}
          {page.next !== null && (
            <ButtonLink size="sm" href={auditHref({ ...filter, cursor: page.next })}>
              Older
            </ButtonLink>
          )}
        </nav>
      </div>
    </div>
  )
}
