import { SettingsTable } from '@/components/ui/settings-table'
import type { TokenRow as Row } from '@/lib/people/domain/token-page'
import { type TokenActions, TokenRow } from './token-row'

const columns = ['Token', 'Held by', 'Scopes', 'Last used', 'Expires', 'State'].map((name) => ({ name }))

/** Tokens, newest first. */
export function TokenTable({ rows, actions }: { rows: readonly Row[]; actions: TokenActions }) {
  const now = Date.now()
  return (
    <SettingsTable caption="Tokens, newest first" columns={columns}>
      {rows.map((row) => (
        <TokenRow key={row.id} row={row} now={now} actions={actions} />
      ))}
    </SettingsTable>
  )
}
