import { EntitySchema } from 'typeorm'

/** A row of the given table `health_reports`. Any program may write its JSON, so readers must parse it. */
export type HealthReportRow = {
  report_id: string
  target_node_did: string
  timestamp: Date
  status: string
  metrics: unknown
  diagnosis: unknown
  raw_report: unknown
}

export const HealthReport = new EntitySchema<HealthReportRow>({
  name: 'HealthReport',
  tableName: 'health_reports',
  columns: {
    report_id: { type: 'uuid', primary: true, generated: 'uuid' },
    target_node_did: { type: 'varchar', length: 255 },
    timestamp: { type: 'timestamptz' },
    status: { type: 'varchar', length: 50 },
    metrics: { type: 'jsonb', nullable: true },
    diagnosis: { type: 'jsonb', nullable: true },
    raw_report: { type: 'jsonb' },
  },
})
