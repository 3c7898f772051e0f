import type { TokenRow as Row } from '@/lib/people/domain/token-page'
import { type TokenActions, TokenRow } from './token-row'

const columns = ['Token', 'Held by', 'Scopes', 'Last used', 'Expires', 'State'] as const

/** Tokens, newest first. */
export function TokenTable({ rows, actions }: { rows: readonly Row[]; actions: TokenActions }) {
  const now = Date.now()
  return (
    <div className="@container overflow-hidden rounded-card border bg-surface">
      <table className="w-full @max-4xl:block">
        <caption className="sr-only">Tokens, newest first</caption>
        <thead className="border-b text-left text-xs text-ink-3 @max-4xl:sr-only">
          <tr>
            {columns.map((name) => (
              <th key={name} scope="col" className="px-3 py-2 font-normal first:pl-4">
                {name}
              </th>
            ))}
            <th scope="col" className="px-3 py-2">
              <span className="sr-only">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody className="@max-4xl:block">
          {rows.map((row) => (
            <TokenRow key={row.id} row={row} now={now} actions={actions} />
          ))}
        </tbody>
      </table>
    </div>
  )
}
