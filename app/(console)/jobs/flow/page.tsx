import type { Metadata } from 'next'
import { Suspense } from 'react'
import { BucketsCard, PeopleCard, StepsCard, TasksCard } from '@/components/flow/flow-cards'
import { FlowChart } from '@/components/flow/flow-charts'
import { FlowFigures } from '@/components/flow/flow-figures'
import { FlowKey } from '@/components/flow/flow-key'
import { flowPoints, scaleOf, shownOutcomes } from '@/components/flow/flow-point'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { Notice } from '@/components/ui/notice'
import { PageHeader } from '@/components/ui/page-header'
import { SegmentLinks } from '@/components/ui/segment-links'
import { Skeleton } from '@/components/ui/skeleton'
import { readerZone } from '@/lib/auth/reader-zone'
import { requirePerson } from '@/lib/auth/viewer'
import { flowUnit } from '@/lib/flow/domain/flow-buckets'
import { jobFlow } from '@/lib/flow/queries/job-flow'
import type { PersonViewer } from '@/lib/kernel/role'
import { countText } from '@/lib/kernel/text/count-text'
import { shownZone } from '@/lib/kernel/time/shown-zone'
import type { SearchParams } from '@/lib/kernel/url/search-params'
import { type ChosenRange, isoTime, parseRange } from '@/lib/series/domain/range-params'

export const metadata: Metadata = { title: 'Flow · Jobs' }

const ranges = ['24h', '7d', '30d', '90d', '1y'] as const

export default async function FlowPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const [viewer, params] = await Promise.all([requirePerson(), searchParams])
  const zone = shownZone(await readerZone(), null)
  const now = Math.floor(Date.now() / 1_000)
  const range = parseRange({ range: '30d', ...params }, { now, end: now, zone })
  const query = `from=${isoTime(range.from)}&to=${isoTime(range.to)}&tz=${encodeURIComponent(zone)}`
  return (
    <>
      <PageHeader
        title="Flow of jobs"
        crumbs={[{ label: 'Jobs', href: '/jobs' }, { label: 'Flow' }]}
        sub="Requests of the chosen time, and what has become of them"
        actions={
          <p className="flex items-baseline gap-2 text-ink-2">
            Export
            {[
              { name: 'CSV', path: 'flow.csv' },
              { name: 'JSON', path: 'flow' },
            ].map(({ name, path }) => (
              // Not a page: the browser saves what comes.
              <a
                key={name}
                download={`hakim-flow.${name.toLowerCase()}`}
                href={`/api/v1/jobs/${path}?${query}`}
                className="touch-area relative text-accent underline"
              >
                {name}
              </a>
            ))}
          </p>
        }
      />
      <SegmentLinks
        label="Time of the request"
        segments={ranges.map((word) => ({
          word,
          href: `/jobs/flow?range=${word}`,
          current: range.preset === word,
        }))}
      />
      {range.notice && <Notice tone="warning">{range.notice}</Notice>}
      <Suspense key={query} fallback={<Skeleton className="h-96 rounded-card" />}>
        <FlowOfRange viewer={viewer} range={range} zone={zone} />
      </Suspense>
    </>
  )
}

/** Shown when it has been counted, which takes a second for tens of thousands of requests. */
async function FlowOfRange(props: { viewer: PersonViewer; range: ChosenRange; zone: string }) {
  const { viewer, range, zone } = props
  const { total, buckets, tasks, people, queue, cut } = await jobFlow(viewer, range, zone)
  const unit = flowUnit(range.to - range.from)
  const scale = scaleOf(buckets)
  const points = flowPoints(buckets, unit, zone, scale)
  const outcomes = shownOutcomes(total)
  return (
    <>
      {cut && (
        <Notice tone="warning">
          There are more requests in this time. Only the newest {countText(total.requested)} are counted.
        </Notice>
      )}
      <FlowFigures total={total} queue={queue} />
      {total.requested === 0 ? (
        <EmptyState title="No requests in this time">Choose a longer one.</EmptyState>
      ) : (
        <>
          <div className="grid gap-4 xl:grid-cols-2">
            <Card title="Requests by what became of them">
              <FlowChart
                label="Requests by what became of them, over time"
                points={points}
                outcomes={outcomes}
              />
              <FlowKey outcomes={outcomes} />
            </Card>
            <Card title={`From request to end, in ${scale.name}`}>
              <FlowChart
                label="Median and 90th percentile from request to end, over time"
                points={points}
                outcomes={null}
              />
              <FlowKey outcomes={null} />
            </Card>
          </div>
          <StepsCard total={total} />
          <TasksCard tasks={tasks} />
          <PeopleCard people={people} />
          <BucketsCard buckets={buckets} unit={unit} zone={zone} />
        </>
      )}
    </>
  )
}
