import { SettingsTable } from '@/components/ui/settings-table'
import type { NodeRow as Row } from '@/lib/fleet/domain/nodes-page'
import { type NodeActions, NodeRow } from './node-row'

const columns = ['Node', 'Owners', 'Labels', 'State'].map((name) => ({ name }))

/** Nodes by name. */
export const NodeTable = ({ rows, actions }: { rows: readonly Row[]; actions: NodeActions }) => (
  <SettingsTable caption="Nodes, by name" columns={columns}>
    {rows.map((row) => (
      <NodeRow key={row.did} row={row} actions={actions} />
    ))}
  </SettingsTable>
)
