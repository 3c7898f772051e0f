import { EntitySchema } from 'typeorm'

/** A row of the given table `maintenance_jobs`. Any program may write its JSON, so readers must parse it. */
export type MaintenanceJobRow = {
  job_id: string
  target_node_did: string
  requester_did: string
  task_name: string
  params: unknown
  status: string
  status_history: unknown
  created_at: Date
  completed_at: Date | null
}

export const MaintenanceJob = new EntitySchema<MaintenanceJobRow>({
  name: 'MaintenanceJob',
  tableName: 'maintenance_jobs',
  columns: {
    job_id: { type: 'uuid', primary: true, generated: 'uuid' },
    target_node_did: { type: 'varchar', length: 255 },
    requester_did: { type: 'varchar', length: 255 },
    task_name: { type: 'varchar', length: 100 },
    params: { type: 'jsonb', nullable: true },
    status: { type: 'varchar', length: 50 },
    status_history: { type: 'jsonb', nullable: true },
    created_at: { type: 'timestamptz', nullable: true, default: () => 'now()' },
    completed_at: { type: 'timestamptz', nullable: true },
  },
})
