import type { NodeRow as Row } from '@/lib/fleet/domain/nodes-page'
import { type NodeActions, NodeRow } from './node-row'

const columns = ['Node', 'Owners', 'Labels', 'State'] as const

/** Nodes by name. */
export const NodeTable = ({ rows, actions }: { rows: readonly Row[]; actions: NodeActions }) => (
  <div className="@container overflow-hidden rounded-card border bg-surface">
    <table className="w-full @max-4xl:block">
      <caption className="sr-only">Nodes, by name</caption>
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
          <NodeRow key={row.did} row={row} actions={actions} />
        ))}
      </tbody>
    </table>
  </div>
)
