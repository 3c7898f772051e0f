import { SettingsTable } from '@/components/ui/settings-table'
import type { ShownAlert } from '@/lib/alerts/domain/alerts-page'
import { type AlertActions, AlertRow } from './alert-row'

const columns = ['What', 'Where', 'For', 'Last 24 h', 'Notified'].map((name) => ({ name }))

/** One row for one thing to know. */
export const AlertTable = ({ alerts, actions }: { alerts: readonly ShownAlert[]; actions: AlertActions }) => (
  <SettingsTable caption="Alerts" columns={columns}>
    {alerts.map((alert) => (
      <AlertRow key={alert.alertId} alert={alert} actions={actions} />
    ))}
  </SettingsTable>
)
