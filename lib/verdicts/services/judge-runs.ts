import type { DataSource } from 'typeorm'
import { scopeOfClock } from '@/lib/fleet/db/visibility'
import { readTold } from '@/lib/jobs/db/told'
import { isJobStatus } from '@/lib/kernel/job-status'
import { notify } from '@/lib/notices/services/notify'
import { knownEnd } from '@/lib/series/domain/job-run'
import type { JobMark } from '@/lib/series/domain/node-charts'
import { readStretches } from '@/lib/verdicts/db/stretches'
import {
  type DueRun,
  dropVerdict,
  lookAtReturns,
  readOtherRuns,
  takeDue,
  writeVerdict,
} from '@/lib/verdicts/db/verdicts'
import type { StoredEvidence } from '@/lib/verdicts/domain/evidence'
import { judge } from '@/lib/verdicts/domain/judge'
import {
  dueLook,
  graceSeconds,
  lookBackSeconds,
  nextLook,
  settledSeconds,
  watchedSeconds,
} from '@/lib/verdicts/domain/verdict'
import { verdictNotice } from '@/lib/verdicts/domain/verdict-notice'
import { readFigures } from './read-figures'

/** When a job ran, as far as is known: nothing ran in the future, or after the database learned of its end. */
function runOf(job: JobMark, endedAt: number): { from: number; to: number } | null {
  if (job.startedAt === null || !isJobStatus(job.status)) return null
  const to = Math.min(knownEnd(job) ?? job.lostAt ?? endedAt, endedAt)
  return { from: Math.min(job.startedAt, to), to }
}

/** What the reports up to now say of a run, for a look that is due. */
async function evidenceOf(
  db: DataSource,
  due: DueRun,
  run: { from: number; to: number },
): Promise<StoredEvidence> {
  const { manager } = db
  const scope = scopeOfClock(due.node)
  const until = Math.min(due.now, run.to + watchedSeconds)
  const range = { from: run.from - lookBackSeconds, to: until }
  const [stretches, others] = await Promise.all([
    readStretches(manager, scope, range, run),
    readOtherRuns(manager, due.node, range, due.job.jobId),
  ])
  const otherRuns = others.flatMap((job) => runOf(job, due.now) ?? [])
  const judged = judge({ run, until, stretches, otherRuns })
  const codes = [judged.before?.code ?? null, judged.after?.code ?? null]
  return { ...judged, run, until, ...(await readFigures(manager, scope, run, until, codes)) }
}

/** When to look again, epoch seconds; null when nothing more is to be seen. */
function nextTime(
  { verdict, why, goneAt, backAt, passing, run }: StoredEvidence,
  now: number,
): number | null {
  const look = dueLook(now - run.to)
  const next = nextLook(look)
  if (next === null) return null
  if (look === null || look < settledSeconds) return run.to + next + graceSeconds
  // It has held as long as it ever did by itself.
  if (why === 'comes_and_goes' && goneAt !== null && passing)
    return Math.min(Math.max(goneAt + passing.longest, now) + 60, run.to + next + graceSeconds)
  return verdict === 'fixed' && backAt === null ? run.to + next + graceSeconds : null
}

async function look(db: DataSource, due: DueRun): Promise<void> {
  const run = runOf(due.job, due.endedAt)
  if (run === null) {
    await dropVerdict(db.manager, due)
    return
  }
  const evidence = await evidenceOf(db, due, run)
  const settled = due.now - run.to >= settledSeconds
  await db.transaction(async (tx) => {
    const { written, before } = await writeVerdict(tx, due, {
      ...{ evidence, settled, lookAt: nextTime(evidence, due.now) },
    })
    const job = written && settled ? await readTold(tx, due.job.jobId) : null
    const notice = job && verdictNotice(job, before, evidence)
    if (notice) await notify(tx, [notice])
  })
}

/**
 * Looks at every run that is due, one after the other, for at most `budgetMs`. Servers take different ones, and what one has
 * taken and not written is looked at again. Returns how many were looked at.
 */
export async function judgeRuns(db: DataSource, budgetMs = 4_000): Promise<number> {
  const end = Date.now() + budgetMs
  await lookAtReturns(db.manager)
  for (let looked = 0; ; looked += 1) {
    const due = Date.now() < end ? await takeDue(db.manager) : null
    if (!due) return looked
    await look(db, due)
  }
}
