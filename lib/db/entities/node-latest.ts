import { EntitySchema } from 'typeorm'

/**
 * A node's latest report and its contact, maintained by the triggers on `health_reports`. Without a report when all that
 * came were ahead of their arrival.
 */
type NodeLatestRow = {
  node_did: string
  report_id: string | null
  timestamp: Date | null
  status: string | null
  status_since: Date | null
  metrics: unknown
  diagnosis: unknown
  /** Between the times of its reports, learned. */
  cadence_seconds: number | null
  /** When a report last arrived, and when the latest one did; null in a database from before arrivals were kept. */
  heard_at: Date | null
  arrived_at: Date | null
  /** Between arrivals, learned. */
  contact_seconds: number | null
  /** Between its reports, as the latest one says. */
  interval_seconds: number | null
  /** How far the reports of the last contact were ahead of it, if none could be believed. */
  ahead_seconds: number | null
  /** The last changes of its status, at most eight, oldest first: when, by the times of its reports, and to what. */
  changed_at: Date[]
  changed_to: string[]
}

export const NodeLatest = new EntitySchema<NodeLatestRow>({
  name: 'NodeLatest',
  tableName: 'node_latest',
  columns: {
    node_did: { type: 'varchar', length: 255, primary: true },
    report_id: { type: 'uuid', nullable: true },
    timestamp: { type: 'timestamptz', nullable: true },
    status: { type: 'varchar', length: 50, nullable: true },
    status_since: { type: 'timestamptz', nullable: true },
    metrics: { type: 'jsonb', nullable: true },
    diagnosis: { type: 'jsonb', nullable: true },
    cadence_seconds: { type: 'double precision', nullable: true },
    heard_at: { type: 'timestamptz', nullable: true },
    arrived_at: { type: 'timestamptz', nullable: true },
    contact_seconds: { type: 'double precision', nullable: true },
    interval_seconds: { type: 'double precision', nullable: true },
    ahead_seconds: { type: 'double precision', nullable: true },
    changed_at: { type: 'timestamptz', array: true },
    changed_to: { type: 'text', array: true },
  },
})
