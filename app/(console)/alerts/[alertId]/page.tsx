import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { AlertTable } from '@/components/alerts/alert-table'
import { IncidentList } from '@/components/alerts/incident-list'
import { WhoKnows } from '@/components/alerts/who-knows'
import { LiveRefresh } from '@/components/live/live-refresh'
import { Card } from '@/components/ui/card'
import { PageHeader } from '@/components/ui/page-header'
import { alertDetail } from '@/lib/alerts/queries/alerts-page'
import { requirePerson } from '@/lib/auth/viewer'
import { acknowledgeAlert, endSilence, silenceAlerts } from '../actions'

export const metadata: Metadata = { title: 'Alert' }

export default async function AlertPage({ params }: { params: Promise<{ alertId: string }> }) {
  const found = await alertDetail(await requirePerson(), (await params).alertId)
  if (!found) notFound()
  const { alert, incidents } = found
  return (
    <>
      <LiveRefresh nodes="any" every={10} />
      <PageHeader
        title={alert.rule.what}
        sub={alert.rule.deleted ? 'The rule was deleted.' : alert.rule.text}
        crumbs={[{ label: 'Alerts', href: '/alerts' }, { label: alert.alertId.slice(0, 8) }]}
      />
      <AlertTable
        alerts={[alert]}
        actions={{ acknowledge: acknowledgeAlert, silence: silenceAlerts, endSilence }}
      />
      <Card title="Notified">
        <WhoKnows alert={alert} all />
      </Card>
      <Card title="Nodes">
        <IncidentList incidents={incidents} />
      </Card>
    </>
  )
}
