import type { Metadata } from 'next'
import { AlertTable } from '@/components/alerts/alert-table'
import { type AlertTab, AlertTabs } from '@/components/alerts/alert-tabs'
import { NewSilence } from '@/components/alerts/new-silence'
import { Silences } from '@/components/alerts/silences'
import { LiveRefresh } from '@/components/live/live-refresh'
import { ButtonLink } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { alertsPage, rulesPage } from '@/lib/alerts/queries/alerts-page'
import { alertCounts } from '@/lib/alerts/queries/firing'
import { requirePerson } from '@/lib/auth/viewer'
import { decodeCursor } from '@/lib/kernel/url/cursor'
import { oneParam, type SearchParams } from '@/lib/kernel/url/search-params'
import { acknowledgeAlert, endSilence, silenceAlerts } from './actions'

export const metadata: Metadata = { title: 'Alerts' }

const empty: Readonly<Record<Exclude<AlertTab, 'rules'>, string>> = {
  firing: 'No firing alerts',
  silenced: 'No silenced alerts',
  ended: 'No past alerts yet',
}

const isState = (tab: string | undefined): tab is 'silenced' | 'ended' =>
  tab === 'silenced' || tab === 'ended'

export default async function AlertsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const viewer = await requirePerson()
  const query = await searchParams
  const [tab, cursor] = [oneParam(query, 'tab'), oneParam(query, 'cursor')]
  const state = isState(tab) ? tab : 'firing'
  const after = cursor !== undefined && decodeCursor(cursor) !== null ? { cursor } : {}
  const [{ alerts, next }, counts, more] = await Promise.all([
    alertsPage(viewer, { state, limit: 50, ...after }),
    alertCounts(viewer),
    state === 'silenced' ? rulesPage(viewer) : null,
  ])
  const actions = { acknowledge: acknowledgeAlert, silence: silenceAlerts, endSilence }
  return (
    <>
      <LiveRefresh nodes="any" jobs="any" every={10} />
      <PageHeader
        title="Alerts"
        actions={
          <>
            <ButtonLink href="/settings/channels">My notifications</ButtonLink>
            <ButtonLink href="/alerts/rules/new" variant="primary">
              New rule
            </ButtonLink>
          </>
        }
      />
      <AlertTabs tab={state} counts={counts} />
      {alerts.length > 0 ? (
        <AlertTable alerts={alerts} actions={actions} />
      ) : (
        <EmptyState title={empty[state]}>
          Alert rules watch a metric, the status, a diagnosis or silence.
        </EmptyState>
      )}
      {next !== null && (
        <nav aria-label="Pages">
          <ButtonLink href={`/alerts?tab=${state}&cursor=${encodeURIComponent(next)}`}>Older</ButtonLink>
        </nav>
      )}
      {more && (
        <>
          <Silences silences={more.silences} end={endSilence} />
          <NewSilence rules={more.rules} silence={silenceAlerts} />
        </>
      )}
    </>
  )
}
