import type { DataSource } from 'typeorm'
import {
  deleteOldVerifications,
  endSilentVerifications,
  endVerification,
  insertNightly,
  noteProgress,
  takeVerification,
} from '@/lib/audit/db/verifications'
import type { Outcome, VerificationProgress, VerificationReport } from '@/lib/audit/domain/verification'
import { log } from '@/lib/log/log'

/** Verifies the log; rejects if it cannot, or once `stopped` is aborted. */
export type Verify = (
  note: (progress: VerificationProgress) => void,
  stopped: AbortSignal,
) => Promise<VerificationReport>

/** Asks for one verification a night, however many servers do. */
export const askForNightlyVerification = (db: DataSource): Promise<unknown> => insertNightly(db.manager)

const noteEveryMs = 1_000

/** Runs the verification that somebody asked for, if any, and keeps its result. Returns how it ended. */
export async function runVerification(db: DataSource, verify: Verify): Promise<Outcome | null> {
  await endSilentVerifications(db.manager)
  const runId = await takeVerification(db.manager)
  if (runId === null) return null
  const stopping = new AbortController()
  let latest: VerificationProgress | null = null
  const timer = setInterval(async () => {
    // A database that does not answer is noticed by the verification itself.
    if (await noteProgress(db.manager, runId, latest).catch(() => false)) stopping.abort()
  }, noteEveryMs)
  let ended: { outcome: Outcome; report: VerificationReport | null }
  try {
    const note = (progress: VerificationProgress): void => {
      latest = progress
    }
    ended = { outcome: 'done', report: await verify(note, stopping.signal) }
  } catch (error) {
    ended = { outcome: stopping.signal.aborted ? 'stopped' : 'failed', report: null }
    if (ended.outcome === 'failed') log().error({ err: error }, 'The audit log could not be verified')
  } finally {
    clearInterval(timer)
  }
  await endVerification(db.manager, runId, ended.outcome, ended.report)
  await deleteOldVerifications(db.manager)
  const found = ended.report?.found ?? 0
  if (found > 0) log().error({ found }, 'The verification of the audit log has findings')
  return ended.outcome
}
