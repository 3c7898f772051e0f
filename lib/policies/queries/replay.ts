import { database } from '@/lib/db/connection/server-database'
import type { PersonViewer } from '@/lib/kernel/role'
import { mostPast, pastRequests } from '@/lib/policies/db/past-requests'
import { type Replay, Replaying } from '@/lib/policies/domain/replay'
import { replayStart } from '@/lib/policies/domain/replay-days'
import type { Policy } from '@/lib/signing/domain/policy'

/** What some policies for one task would each have done, in their order; `cut`: there are more requests than were read. */
export type Replays = { replays: Replay[]; cut: boolean; now: number }

/** Replays what was requested of a task on the viewer's own nodes. The policies are theirs, in force or not yet. */
export async function replayPolicies(
  viewer: PersonViewer,
  task: string,
  policies: readonly Policy[],
  now = Date.now(),
): Promise<Replays> {
  const db = await database()
  const replaying = policies.map((policy) => new Replaying(policy))
  let read = 0
  await db.transaction(async (tx) => {
    for await (const part of pastRequests(tx, viewer.id, task, new Date(replayStart(now)))) {
      read += part.length
      for (const request of part) for (const one of replaying) one.add(request)
    }
  })
  return { replays: replaying.map((one) => one.result()), cut: read === mostPast, now }
}
