import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache, Suspense } from 'react'
import { labelNode, renameNode, restoreNode, retireNode } from '@/app/(console)/settings/nodes/actions'
import { pinNode, shorten, unpinNode } from '@/app/(console)/views/actions'
import { NodeAlerts } from '@/components/alerts/node-alerts'
import { NodeRules } from '@/components/alerts/node-rules'
import { ChartAlerts } from '@/components/charts/layers/alert-bars'
import type { ShownForecast } from '@/components/charts/panel/panel-extras'
import { NodeTrust } from '@/components/consent/node-trust'
import { LiveRefresh } from '@/components/live/live-refresh'
import { ChartsPlace } from '@/components/node/charts-place'
import { DoubleAgents } from '@/components/node/double-agents'
import { MetricList } from '@/components/node/metric-list'
import { NodeDependencies } from '@/components/node/node-dependencies'
import { NodeHeader } from '@/components/node/node-header'
import { NodeJobs } from '@/components/node/node-jobs'
import { NodeLogs } from '@/components/node/node-logs'
import { NodeManagement } from '@/components/node/node-management'
import { NoReportsYet } from '@/components/node/node-no-reports'
import { NodeRawReport } from '@/components/node/node-raw-report'
import { ChartsSkeleton, JobsSkeleton } from '@/components/node/node-skeletons'
import { NodeStateLine } from '@/components/node/node-state-line'
import { offerForAlert, offerForDiagnosis, offerForForecast } from '@/components/node/offers'
import { PinButton } from '@/components/node/pin-button'
import { NodeRange } from '@/components/node/range/node-range'
import { RetiredNotice } from '@/components/node/retired-notice'
import { Notice } from '@/components/ui/notice'
import { NodeTimes } from '@/components/ui/zone'
import { nodeAlerts } from '@/lib/alerts/queries/node-alerts'
import { nodeRules } from '@/lib/alerts/queries/node-rules'
import { nodeAnnotations } from '@/lib/annotations/queries/annotations'
import { readerZone } from '@/lib/auth/reader-zone'
import { requirePerson } from '@/lib/auth/viewer'
import { nodeJobs } from '@/lib/board/queries/node-jobs'
import type { NodeDetail } from '@/lib/fleet/domain/node-detail'
import { nodeRights } from '@/lib/fleet/domain/node-rights'
import { stateName, stateSymbol } from '@/lib/fleet/domain/node-state'
import { nodeDetail } from '@/lib/fleet/queries/node'
import { pinsOf } from '@/lib/fleet/queries/pins'
import { decodedDidParam, didParam } from '@/lib/kernel/did/did-param'
import { shortDid } from '@/lib/kernel/did/short-did'
import type { PersonViewer } from '@/lib/kernel/role'
import { titleText } from '@/lib/kernel/text/title-text'
import { readyWithin } from '@/lib/kernel/time/ready-within'
import { shownZone } from '@/lib/kernel/time/shown-zone'
import { oneParam, type SearchParams } from '@/lib/kernel/url/search-params'
import { orderMetrics } from '@/lib/reports/domain/metric'
import { chosenMetrics } from '@/lib/series/domain/chosen-metrics'
import { forecastTexts, fullOf, outlookTexts } from '@/lib/series/domain/forecast-text'
import { endOfReports, parseRange } from '@/lib/series/domain/range-params'
import { chosenRefresh, refreshChoices } from '@/lib/series/domain/refresh'
import { byMetric } from '@/lib/series/domain/sent-charts'
import { nodeOutlook, noOutlook } from '@/lib/series/queries/forecasts'
import { nodeCharts } from '@/lib/series/queries/node-charts'
import { usualBands } from '@/lib/series/queries/usual-bands'
import { Charts, LateCharts } from './charts'

/** Ten times as long as reading charts from roll-ups takes. */
const readyMs = 150

type Params = { params: Promise<{ did: string }>; searchParams: Promise<SearchParams> }

/** Read once for title and page. */
const nodeAt = cache(
  async (did: string | null): Promise<NodeDetail | null> =>
    did === null ? null : nodeDetail(await requirePerson(), did),
)

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const node = await nodeAt(decodedDidParam((await params).did))
  if (!node) return { title: 'Not found' }
  const name = node.name ?? shortDid(node.did)
  return { title: titleText(`${stateSymbol(node.state)} ${name} · ${stateName(node.state)}`) }
}

export default async function NodePage({ params, searchParams }: Params) {
  const viewer = await requirePerson()
  const node = await nodeAt(didParam((await params).did))
  if (!node) notFound()
  const may = nodeRights(viewer, node.ownedByViewer)
  const now = Math.floor(Date.now() / 1_000)
  const query = await searchParams
  const end = endOfReports(now, node.newestAhead)
  const metrics = chosenMetrics([query.metrics ?? []].flat(), orderMetrics(Object.keys(node.now)))
  const { heardAt, lastReportAt, timeZone } = node
  const zone = shownZone(await readerZone(), { zone: timeZone })
  const range = parseRange(query, { now, end, zone })
  const refresh = chosenRefresh(query)
  const previous = oneParam(query, 'compare') === 'previous'
  const { from, to } = range
  const read = heardAt && nodeCharts(viewer, node.did, { from, to, zone, metrics, previous })
  const named = (name: string): string[] => [query[name] ?? []].flat()
  const [ready, outlook, notes, alerts, usual, pins] = await Promise.all([
    // Charts that are ready at once are part of the page: React reveals streamed parts only every 0.3 s.
    read && readyWithin(read, readyMs),
    heardAt === null
      ? noOutlook
      : nodeOutlook(viewer, node.did, { latest: node.now, to: end, drawn: named('forecast') }),
    nodeAnnotations(viewer, node.did, range),
    nodeAlerts(viewer, node.did, range),
    usualBands(viewer, node.did, named('usual'), range),
    pinsOf(viewer),
  ])
  const { forecasts, unusual } = outlook
  const texts = forecastTexts(forecasts)
  const outlooks = outlookTexts(texts, unusual, end, zone)
  const drawn = Object.fromEntries(
    outlook.fills.map((metric): [string, ShownForecast] => {
      const text = Object.hasOwn(texts, metric) ? texts[metric] : undefined
      const offer = text?.startsWith('Full') ? offerForForecast(node, { metric, text, at: now }, zone) : null
      return [
        metric,
        { chart: (Object.hasOwn(outlook.charts, metric) ? outlook.charts[metric] : null) ?? null, offer },
      ]
    }),
  )
  const shown = { viewer, node, range, now, end, outlooks, notes, forecasts: drawn, usual }
  return (
    <NodeTimes zone={timeZone}>
      <LiveRefresh nodes={[node.did]} every={refresh ? refreshChoices[refresh] : undefined} />
      <NodeHeader
        node={node}
        viewerDid={viewer.did}
        pin={<PinButton did={node.did} pinned={pins.includes(node.did)} pin={pinNode} unpin={unpinNode} />}
      />
      {node.retired && (
        <RetiredNotice node={node} retired={node.retired} restore={may.retire ? restoreNode : null} />
      )}
      <NodeStateLine
        node={node}
        end={end}
        forecast={fullOf(node.diagnosis?.code ?? null, texts)}
        offer={offerForDiagnosis(node, zone)}
      />
      <NodeAlerts alerts={alerts} offerFor={(alert) => offerForAlert(node, alert, zone)} />
      {node.doubleAgents && <DoubleAgents hosts={node.doubleAgents} />}
      {!read ? (
        <NoReportsYet />
      ) : (
        <>
          <NodeRange
            range={range}
            now={now}
            end={end}
            refresh={refresh}
            compared={previous}
            shorten={shorten}
          />
          {range.notice && <Notice tone="warning">{range.notice}</Notice>}
          <ChartAlerts alerts={alerts}>
            <ChartsPlace
              range={`${range.ends.from} ${range.ends.to}`}
              late={!ready}
              skeleton={<ChartsSkeleton metrics={metrics ?? Object.keys(node.now)} />}
            >
              {ready ? <Charts {...shown} charts={ready.value} /> : <LateCharts {...shown} read={read} />}
            </ChartsPlace>
          </ChartAlerts>
          {(metrics !== null || node.metricsLeftOut !== 0) && (
            <MetricList
              now={byMetric(node.now)}
              shown={metrics ?? Object.keys(node.now)}
              leftOut={node.metricsLeftOut}
            />
          )}
        </>
      )}
      <div className="grid grid-cols-1 items-start gap-3.5 lg:grid-cols-[1.45fr_1fr]">
        <Suspense fallback={<JobsSkeleton />}>
          <Jobs viewer={viewer} did={node.did} />
        </Suspense>
        <div className="flex flex-col gap-3.5">
          <NodeTrust did={node.did} trust={node.trust} />
          <Suspense fallback={<JobsSkeleton />}>
            <Rules viewer={viewer} node={node} />
          </Suspense>
          {heardAt !== null && (
            <>
              <NodeDependencies dependencies={node.dependencies} />
              <NodeLogs logs={node.logs} />
            </>
          )}
        </div>
      </div>
      {lastReportAt !== null && <NodeRawReport report={node.rawReport} at={lastReportAt} />}
      <NodeManagement node={node} may={may} actions={{ renameNode, labelNode, retireNode }} />
    </NodeTimes>
  )
}

async function Rules({ viewer, node }: { viewer: PersonViewer; node: NodeDetail }) {
  return <NodeRules rules={await nodeRules(viewer, node)} limits={node.agentLimits} />
}

async function Jobs({ viewer, did }: { viewer: PersonViewer; did: string }) {
  return <NodeJobs did={did} jobs={await nodeJobs(viewer, did)} />
}
