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
  /** Whose signatures it requires, as announced, unparsed; null: nobody's, or unknown. */
  consent: object | null
  created_at: Date
  /** Out of service since then; null while it is in service. */
  retired_at: Date | null
  /** Who retired or restored it last, by id, and why. */
  service_by: string | null
  service_reason: string | null
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
    consent: { type: 'jsonb', nullable: true },
    created_at: { type: 'timestamptz', default: () => 'now()' },
    retired_at: { type: 'timestamptz', nullable: true },
    service_by: { type: 'text', nullable: true },
    service_reason: { type: 'text', nullable: true },
  },
})
