import type { EntityManager } from 'typeorm'
import { readVerdict } from '@/lib/verdicts/db/read-verdict'
import type { StoredEvidence } from '@/lib/verdicts/domain/evidence'
import { verdictSentence } from '@/lib/verdicts/domain/words'

const time = (seconds: number): Date => new Date(seconds * 1_000)
const timeOrNull = (seconds: number | null): Date | null => (seconds === null ? null : time(seconds))

const stateOf = (state: StoredEvidence['before']) =>
  state && { status: state.status, diagnosis: state.code, since: time(state.since) }

/** Whether a job of this status helped, as the API says it; null as long as nobody has looked. Its caller may see the job. */
export async function apiVerdict(db: EntityManager, jobId: string, status: string) {
  const found = await readVerdict(db, jobId)
  if (!found?.evidence) return null
  const { evidence, settledAt, lookAt } = found
  return {
    verdict: evidence.verdict,
    sentence: verdictSentence(evidence, status),
    settled_at: settledAt,
    looked_until: time(evidence.until),
    next_look_at: lookAt,
    before: stateOf(evidence.before),
    after: stateOf(evidence.after),
    gone_at: timeOrNull(evidence.goneAt),
    back_at: timeOrNull(evidence.backAt),
    figures: evidence.figures.map(({ usual, ...figure }) => ({
      ...figure,
      usual_change: usual?.change ?? null,
      usual_spread: usual?.spread ?? null,
    })),
  }
}
