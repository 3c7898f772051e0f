import type { DataSource, EntityManager } from 'typeorm'
import { readSharing } from '@/lib/alerts/db/shared-labels'
import { type Told, takeBegun, takeEnded, takeUnanswered } from '@/lib/alerts/db/telling'
import { sharedLabel, sharedText } from '@/lib/alerts/domain/shared-label'
import { jobsUnlessLocked } from '@/lib/db/connection/jobs-locked'
import { notify } from '@/lib/notices/services/notify'
import { type AboutAlert, begun, ended, unanswered } from './alert-notices'
import { rulesToTell } from './audience'

/**
 * Tells people of what began, of what nobody acknowledged in time, and of what is over. One server does it at a time: who evaluates.
 * While another program has locked the jobs nobody knows what a running one would keep quiet: then people are told of that as well.
 */
export async function tellOfAlerts(db: DataSource): Promise<void> {
  await tell(db, takeBegun, begun)
  await tell(db, takeUnanswered, unanswered)
  await tell(db, takeEnded, ended)
}

/** Each in a transaction of its own: what was told is noted, and never the one without the other. */
const tell = (
  db: DataSource,
  take: (tx: EntityManager, jobs: boolean) => Promise<Told[]>,
  notice: AboutAlert,
): Promise<void> =>
  jobsUnlessLocked(db.manager, (jobs) =>
    db.transaction(async (tx) => {
      const told = await take(tx, jobs)
      if (told.length === 0) return
      const rules = await rulesToTell(tx)
      const shared = await sharedBy(tx, told)
      await notify(
        tx,
        told.flatMap((one) => {
          const rule = rules.get(one.rule_id)
          return rule ? [notice(rule, one, shared.get(one.group_id) ?? null)] : []
        }),
      )
    }),
  )

/** What all nodes of a row share, in words, by the row. */
async function sharedBy(tx: EntityManager, told: readonly Told[]): Promise<Map<string, string>> {
  const groups = await readSharing(tx, null, [...new Set(told.map(({ group_id }) => group_id))])
  return new Map(
    groups.flatMap((group) => {
      const label = sharedLabel(group)
      return label ? [[group.group_id, sharedText(label)] as const] : []
    }),
  )
}
