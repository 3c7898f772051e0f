import { setTimeout } from 'node:timers/promises'
import type { DataSource } from 'typeorm'
import { type Finding, finding } from '@/lib/cli/doctor/doctor-finding'
import { migrationState } from '@/lib/db/connection/migration-state'
import { readMatches } from '@/lib/policies/db/policy-votes'

const lateMs = 60_000
/** A window may have opened just now; the server looks every two seconds. */
const twoLooksMs = 5_000
const most = 200

/** Whether policies vote: requests that one approves wait for its vote only if no server runs, or something holds them. */
export async function checkPolicies(db: DataSource): Promise<Finding> {
  if ((await migrationState(db)).pending.length > 0)
    return finding.ok('policies', 'will be looked at after the next migration')
  const first = await lateOnes(db)
  if (first.size > 0) await setTimeout(twoLooksMs)
  const still = first.size > 0 ? [...(await lateOnes(db))].filter((job) => first.has(job)) : []
  if (still.length === 0)
    return finding.ok('policies', 'no request waits for the vote of a policy that approves it')
  const jobs = still.length === 1 ? '1 request has' : `${still.length} requests have`
  return finding.warn(
    'policies',
    `${jobs} waited for more than a minute for the vote of a policy that approves it, such as ${still[0]}`,
    'start Hakim; if it runs, look in pg_locks for who holds maintenance_jobs or policies, and in its log',
  )
}

async function lateOnes(db: DataSource): Promise<Set<string>> {
  const matches = await readMatches(db.manager, most)
  const late = matches.filter(
    ({ created_at, signed_at }) => Date.now() - Math.max(+created_at, +signed_at) > lateMs,
  )
  return new Set(late.map(({ job_id }) => job_id))
}
