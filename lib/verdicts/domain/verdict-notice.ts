import { outcomeNotice, type ToldJob } from '@/lib/jobs/domain/job-notice'
import type { NewNotice } from '@/lib/notices/domain/notice'
import type { StoredEvidence } from './evidence'
import { verdictTitle } from './verdict'
import { verdictSentence } from './words'

/** What a look replaces; null where the verdict was not settled yet. */
export type SettledBefore = { verdict: string; isBack: boolean } | null

/** What people are told of a settled verdict; null if it says nothing, or nothing that they have not been told. */
export function verdictNotice(
  job: ToldJob,
  before: SettledBefore,
  evidence: StoredEvidence,
): NewNotice | null {
  const { verdict, why, backAt } = evidence
  const isBack = backAt !== null
  if (verdict === 'not_enough_data' || (before?.verdict === verdict && before.isBack === isBack)) return null
  const returns = verdict === 'fixed' && isBack
  const isBad = verdict === 'worse' || returns
  return outcomeNotice(job, {
    severity: isBad ? 'warning' : 'info',
    title: returns ? 'helped for a while only' : `has a verdict: ${verdictTitle(verdict, why)}`,
    text: verdictSentence(evidence, job.status),
    more: isBad ? job.people.owners : [],
  })
}
