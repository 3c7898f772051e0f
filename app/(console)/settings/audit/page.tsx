import type { Metadata } from 'next'
import { AuditFilters } from '@/components/history/audit-filters'
import { AuditList } from '@/components/history/audit-list'
import { NightsCard } from '@/components/history/nights-card'
import { VerificationCard } from '@/components/history/verification-card'
import { ButtonLink } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { CommandLine } from '@/components/ui/command-line'
import { EmptyState } from '@/components/ui/empty-state'
import { IgnoredFilters } from '@/components/ui/ignored-filters'
import { Notice } from '@/components/ui/notice'
import { readerZone } from '@/lib/auth/reader-zone'
import { requirePerson } from '@/lib/auth/viewer'
import type { AuditExtent } from '@/lib/history/domain/audit-entry'
import { auditQuery } from '@/lib/history/domain/audit-query'
import {
  auditHref,
  ignoredAuditParams,
  isFiltered,
  type PageFilter,
  pageFilter,
  queryOf,
} from '@/lib/history/domain/page-filter'
import { auditChoices } from '@/lib/history/queries/audit-choices'
import { auditExtent, auditPage } from '@/lib/history/queries/audit-page'
import { verifications } from '@/lib/history/queries/verifications'
import { type FieldProblem, fail, type Result } from '@/lib/kernel/errors'
import type { PersonViewer } from '@/lib/kernel/role'
import { shownZone } from '@/lib/kernel/time/shown-zone'
import { parseQuery } from '@/lib/kernel/url/query'
import type { SearchParams } from '@/lib/kernel/url/search-params'
import { noteFinding, startVerification, stopVerification } from './actions'

export const metadata: Metadata = { title: 'Audit · Settings' }

/** The entries for an address; what is wrong with it, if anything is. */
function entriesFor(viewer: PersonViewer, filter: PageFilter, zone: string) {
  const { query, wrong } = queryOf(filter, zone)
  const parsed = parseQuery(auditQuery, new URLSearchParams(query))
  const fields: FieldProblem[] = [...wrong, ...(parsed.ok ? [] : (parsed.error.fields ?? []))]
  if (!parsed.ok || fields.length > 0)
    return fail('invalid', 'The filter is not valid.', { fields }) satisfies Result<never>
  return auditPage(viewer, parsed.value)
}

export default async function AuditPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const viewer = await requirePerson()
  const params = await searchParams
  const filter = pageFilter(params)
  const zone = shownZone(await readerZone(), null)
  const [entries, choices, extent, runs] = await Promise.all([
    entriesFor(viewer, filter, zone),
    auditChoices(viewer),
    auditExtent(),
    verifications(viewer),
  ])
  return (
    <>
      <Intro extent={extent} all={runs.ok} filtered={isFiltered(filter)} />
      <AuditFilters filter={filter} choices={choices} />
      <IgnoredFilters ignored={ignoredAuditParams(params)} />
      {extent.indexing && runs.ok && (
        <Notice tone="info">
          Older entries are still being indexed: filters do not find all of them yet.
        </Notice>
      )}
      <div
        className={`grid grid-cols-1 items-start gap-3.5 ${runs.ok ? 'xl:grid-cols-[minmax(0,1fr)_22rem]' : ''}`}
      >
        {!entries.ok ? (
          <Notice tone="warning" action={<ButtonLink href={auditHref({})}>Clear filters</ButtonLink>}>
            <strong className="font-title">Nothing is shown, because the filter is not valid.</strong>
            {entries.error.fields?.map(({ path, message }) => (
              <span key={path} className="block [overflow-wrap:anywhere]">
                {path}: {message}.
              </span>
            ))}
          </Notice>
        ) : entries.value.entries.length > 0 || entries.value.next !== null ? (
          <AuditList page={entries.value} filter={filter} zone={zone} now={new Date()} />
        ) : (
          <EmptyState
            title="No matching entries"
            {...(isFiltered(filter)
              ? { action: <ButtonLink href={auditHref({})}>Clear filters</ButtonLink> }
              : {})}
          >
            {isFiltered(filter) ? 'No entry is in all of these filters.' : 'Nothing has happened yet.'}
          </EmptyState>
        )}
        {runs.ok && (
          <div className="contents xl:flex xl:flex-col xl:gap-3.5">
            <div className="max-xl:order-first">
              <VerificationCard
                runs={runs.value}
                start={startVerification}
                stop={stopVerification}
                note={noteFinding}
              />
            </div>
            <NightsCard nights={runs.value.nights} />
            <Card title="Do not take our word for it">
              <p className="mb-2 text-ink-2">Export the log and check it elsewhere, without this server:</p>
              <CommandLine command="npx hakim audit verify --file hakim-audit.jsonl" />
            </Card>
          </div>
        )}
      </div>
    </>
  )
}

function Intro({ extent, all, filtered }: { extent: AuditExtent; all: boolean; filtered: boolean }) {
  if (!all)
    return (
      <p className="max-w-prose text-ink-2">
        What you did, and what was done that concerns you. Administrators read all of the log.
      </p>
    )
  const { newest, since } = extent
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
      <p className="text-ink-2">
        {newest === null
          ? 'No entries yet.'
          : `Up to entry ${newest.toLocaleString('en-GB')}${since === null ? '' : `, since ${since.slice(0, 10)}`}`}
      </p>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        {filtered && (
          <span className="text-xs text-ink-2">The export holds the whole log, whatever is filtered.</span>
        )}
        <a
          href="/api/v1/audit/export"
          download
          className="control-h inline-flex items-center rounded-control border border-strong bg-surface px-3 text-sm font-medium hover:bg-sunken"
        >
          Export JSON Lines
        </a>
      </div>
    </div>
  )
}
