import type { DataSource, EntityManager } from 'typeorm'
import { readRotas } from '@/lib/consent/db/rotas'
import { onDuty } from '@/lib/consent/domain/rota'
import { holdBack, takeEscalations, takeExpiring, takeUntold } from '@/lib/jobs/db/told'
import { type Duty, heldBack, withoutHeld } from '@/lib/jobs/domain/duty'
import {
  escalationNotice,
  expiryNotice,
  isRequest,
  type JobEvent,
  jobNotice,
  type ToldJob,
} from '@/lib/jobs/domain/job-notice'
import type { NewNotice } from '@/lib/notices/domain/notice'
import { notify } from '@/lib/notices/services/notify'

const batchSize = 200

/**
 * Tells people of jobs that wait for them, of what became of jobs that concern them, and of requests that soon expire.
 * Whoever changes jobs, by plain SQL too: it goes by the log. Returns how many events and jobs it looked at.
 */
export async function tellOfJobs(db: DataSource): Promise<number> {
  const events = await inBatches(db, async (tx) => {
    const taken = await takeUntold(tx, batchSize)
    await notify(tx, await noticesOf(tx, taken))
    return taken.length
  })
  const expiring = await inBatches(db, async (tx) => {
    const jobs = await takeExpiring(tx, batchSize)
    await notify(tx, jobs.map(expiryNotice))
    return jobs.length
  })
  const escalated = await inBatches(db, async (tx) => {
    const taken = await takeEscalations(tx, batchSize)
    await notify(
      tx,
      taken.flatMap(({ job, group }) => (job ? escalationNotice(job, group) : [])),
    )
    return taken.length
  })
  return events + expiring + escalated
}

type Taken = { job: ToldJob | null; event: JobEvent }

/** What is told now; of requests, the members of a group who are not on duty are told later. */
async function noticesOf(tx: EntityManager, taken: readonly Taken[]): Promise<NewNotice[]> {
  const duties = taken.some(({ job }) => job && job.people.groups.length > 0)
    ? await readDuties(tx)
    : new Map<string, Duty>()
  const later: { job: string; group: string; minutes: number }[] = []
  const notices = taken.flatMap(({ job, event }) => {
    if (!job) return []
    if (!isRequest(job, event)) return jobNotice(job, event) ?? []
    const held = heldBack(job, duties)
    later.push(...held.groups.map((group) => ({ job: job.job_id, ...group })))
    return jobNotice(withoutHeld(job, held.people), event) ?? []
  })
  await holdBack(tx, [...new Map(later.map((one) => [`${one.job} ${one.group}`, one])).values()])
  return notices
}

/** By group, where somebody is on duty. */
async function readDuties(tx: EntityManager): Promise<Map<string, Duty>> {
  const now = Date.now()
  const rotas = await readRotas(tx)
  return new Map(
    rotas.flatMap((rota): [string, Duty][] => {
      const person = onDuty(rota, now)
      return person === null ? [] : [[rota.groupId, { person, escalateMinutes: rota.escalateMinutes }]]
    }),
  )
}

/** Each batch is a transaction: what was told is no longer waiting, and never the one without the other. */
async function inBatches(db: DataSource, work: (tx: EntityManager) => Promise<number>): Promise<number> {
  for (let all = 0; ; ) {
    const done = await db.transaction(work)
    all += done
    if (done < batchSize) return all
  }
}
