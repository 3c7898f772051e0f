import { Cron } from 'croner'
import type { DataSource } from 'typeorm'
import { alertClock } from '@/lib/alerts/services/alert-clock'
import { digestReports } from '@/lib/audit/services/digest-reports'
import { headsFile } from '@/lib/audit/services/heads-file'
import { indexOlderEvents } from '@/lib/audit/services/index-older-events'
import { makeCheckpoints } from '@/lib/audit/services/make-checkpoints'
import { publishHeads } from '@/lib/audit/services/publish-heads'
import { askForNightlyVerification, runVerification } from '@/lib/audit/services/run-verification'
import { checkpointKey } from '@/lib/audit/services/signing'
import { addUpJobCounts, checkJobCounts } from '@/lib/board/services/count-jobs'
import { advanceCampaigns } from '@/lib/campaigns/services/advance-campaigns'
import { endAllFollows } from '@/lib/campaigns/services/end-follows'
import { type Config, readSecret } from '@/lib/config'
import { applyDueChanges } from '@/lib/consent/services/apply-changes'
import { serverDatabaseUrl } from '@/lib/db/connection/server-database'
import { tellOfRights } from '@/lib/history/services/tell-of-rights'
import { checkLeases } from '@/lib/jobs/services/check-leases'
import { expireJobs } from '@/lib/jobs/services/expire-jobs'
import { reopenUndocumented } from '@/lib/jobs/services/reopen-undocumented'
import { tellOfJobs } from '@/lib/jobs/services/tell-of-jobs'
import { log } from '@/lib/log/log'
import { countRun } from '@/lib/metrics/count-run'
import { deliverer } from '@/lib/notices/services/deliver'
import { tidyNotices } from '@/lib/notices/services/tidy-notices'
import { forgetChallenges } from '@/lib/people/services/forget-challenges'
import { announceSecret } from '@/lib/people/services/one-secret'
import { approveByPolicies } from '@/lib/policies/services/approve-by-policies'
import { topUpSample } from '@/lib/sample/services/top-up-sample'
import { backfill } from '@/lib/series/services/backfill'
import { retireReports } from '@/lib/series/services/retire-reports'
import { deleteDuplicateRollUpMarks, rollUp } from '@/lib/series/services/roll-up'
import { judgeRuns } from '@/lib/verdicts/services/judge-runs'
import { verifyInThread } from './verify-in-thread'

type Work = (db: DataSource) => Promise<unknown>

/** A server that was asleep for long may find another one in its place. */
async function announceAgain(db: DataSource, secret: string): Promise<void> {
  const used = await announceSecret(db, secret)
  if (!used.ok) log().error(used.error.detail)
}

/**
 * Starts the scheduled work and returns a function that stops it. A run that takes longer than its interval does not
 * overlap with the next; a failed run is logged and the next one tries again.
 */
export function startClock(
  open: () => Promise<DataSource>,
  config: Pick<Config, 'demo' | 'retention' | 'secret' | 'dataDir' | 'local'>,
): () => void {
  const { demo, retention } = config
  const secret = readSecret(config)
  const key = checkpointKey(secret)
  const heads = headsFile(config.dataDir)
  const at = (pattern: string, name: string, work: Work): Cron => {
    let failing = false
    const failed = (err: unknown): void => {
      // An unavailable database is logged once, not every five seconds.
      log()[failing ? 'debug' : 'error']({ err }, `Scheduled work failed and will be retried: ${name}`)
      failing = true
    }
    return new Cron(pattern, { protect: true, unref: true, catch: failed }, async () => {
      await countRun(name, async () => work(await open()))
      if (failing) log().info(`Scheduled work succeeds again: ${name}`)
      failing = false
    })
  }
  const everySeconds = (seconds: number): string => `*/${seconds} * * * * *`
  const { begin: deliverNotices } = deliverer()
  const retires = retention.reportDays !== null
  const jobs = [
    at(everySeconds(5), 'mark lost jobs', checkLeases),
    at(everySeconds(5), 'expire jobs', expireJobs),
    // After an upgrade, or a restore from before documents.
    at(everySeconds(10), 'reopen jobs without a document', reopenUndocumented),
    at(everySeconds(5), 'change owners and rules', applyDueChanges),
    at(everySeconds(5), 'roll up', (db) => rollUp(db, new Date())),
    at(everySeconds(5), 'roll up older reports', (db) => backfill(db)),
    at(everySeconds(10), 'checkpoint the audit log', async (db) =>
      publishHeads(db, key, heads, await makeCheckpoints(db, key)),
    ),
    at('20 */5 * * * *', 'digest reports', (db) => digestReports(db)),
    at(everySeconds(2), 'verify the audit log', (db) =>
      runVerification(db, verifyInThread({ url: serverDatabaseUrl(), key: key.did, heads })),
    ),
    at(everySeconds(2), 'advance campaigns', advanceCampaigns),
    // First, so that nobody is asked about what a policy approves.
    at(everySeconds(2), 'approve by policies, tell of jobs', (db) =>
      approveByPolicies(db).finally(() => tellOfJobs(db)),
    ),
    at(everySeconds(2), 'tell of rights', tellOfRights),
    at(everySeconds(5), 'judge alert rules', alertClock()),
    at(everySeconds(2), 'send notices', (db) => deliverNotices(db)),
    at('40 */10 * * * *', 'tidy notices', tidyNotices),
    at('45 */10 * * * *', 'end follows', endAllFollows),
    at('0 30 2 * * *', 'ask for the nightly verification', askForNightlyVerification),
    at(everySeconds(5), 'index older entries of the audit log', indexOlderEvents),
    ...(config.local
      ? []
      : [at(everySeconds(10), 'say whose secret is in use', (db) => announceAgain(db, secret))]),
    at(everySeconds(5), 'add up job counts', addUpJobCounts),
    at('50 17 * * * *', 'check job counts', checkJobCounts),
    at(everySeconds(5), 'judge runs', (db) => judgeRuns(db)),
    at('30 * * * * *', 'delete duplicate marks', deleteDuplicateRollUpMarks),
    at('15 * * * * *', 'forget unfinished sign-ins', forgetChallenges),
    ...(retires ? [at('45 * * * * *', 'retention', (db) => retireReports(db, retention, new Date()))] : []),
    ...(demo ? [at(everySeconds(30), 'continue the sample fleet', (db) => topUpSample(db, new Date()))] : []),
  ]
  return () => {
    for (const job of jobs) job.stop()
  }
}
