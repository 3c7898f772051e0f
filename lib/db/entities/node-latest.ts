import { EntitySchema } from 'typeorm'

/** A node's latest report, maintained by the triggers on `health_reports`. */
type NodeLatestRow = {
  node_did: string
  report_id: string
  timestamp: Date
  status: string
  status_since: Date
  metrics: unknown
  diagnosis: unknown
  cadence_seconds: number | null
}

export const NodeLatest = new EntitySchema<NodeLatestRow>({
  name: 'NodeLatest',
  tableName: 'node_latest',
  columns: {
    node_did: { type: 'varchar', length: 255, primary: true },
    report_id: { type: 'uuid' },
    timestamp: { type: 'timestamptz' },
    status: { type: 'varchar', length: 50 },
    status_since: { type: 'timestamptz' },
    metrics: { type: 'jsonb', nullable: true },
    diagnosis: { type: 'jsonb', nullable: true },
    cadence_seconds: { type: 'double precision', nullable: true },
  },
})
