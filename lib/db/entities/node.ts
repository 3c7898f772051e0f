import { EntitySchema } from 'typeorm'

export type NodeRow = {
  node_did: string
  name: string | null
  labels: Record<string, string>
  /** Visible only to those who decide on it, administrators and its own agent. */
  restricted: boolean
  is_sample: boolean
  /** The announced tasks, unparsed; null before the first announcement. */
  tasks: unknown
  tasks_announced_at: Date | null
  created_at: Date
}

export const Node = new EntitySchema<NodeRow>({
  name: 'Node',
  tableName: 'nodes',
  columns: {
    node_did: { type: 'varchar', length: 255, primary: true },
    name: { type: 'varchar', length: 100, nullable: true },
    labels: { type: 'jsonb', default: {} },
    restricted: { type: 'boolean', default: false },
    is_sample: { type: 'boolean', default: false },
    tasks: { type: 'jsonb', nullable: true },
    tasks_announced_at: { type: 'timestamptz', nullable: true },
    created_at: { type: 'timestamptz', default: () => 'now()' },
  },
})
