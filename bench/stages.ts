import type { Bench } from './bench'
import { Cleanups } from './cleanups'
import { openConsent } from './consent-stage'
import { openFleet } from './fleet-stage'
import { openCompared, openHistory } from './history-stage'
import { openIngest } from './ingest-stage'
import { openJobs } from './jobs-stage'
import type { Row } from './row'
import { adoptionRows } from './rows/adoption'
import { alertRows, openAlerts } from './rows/alerts'
import { backupRows } from './rows/backup'
import { consentRows } from './rows/consent'
import { diskRows } from './rows/disk'
import { fleetRows } from './rows/fleet'
import { ingestRows } from './rows/ingest'
import { ingestRulesRows } from './rows/ingest-rules'
import { jobRows } from './rows/jobs'
import { manyMetricsRows } from './rows/many-metrics'
import { comparePageRows, fleetMapRows, fleetPageRows, nodePageRows } from './rows/pages'
import { postRows } from './rows/posts'
import { prometheusRows } from './rows/prometheus'
import { seriesRows } from './rows/series'
import { signInRows } from './rows/sign-ins'
import { viewerRows } from './rows/viewers'

/** The rows of one topic, or the error that broke it. */
export type Outcome = { topic: string; rows: Row[]; error: Error | null }

type Topics<T> = Record<string, (stage: T, bench: Bench) => Promise<Row[]>>

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)))

/** Topics that share databases and a server: these exist while the topics are measured and are removed afterwards. */
const stage = <T>(open: (bench: Bench) => Promise<T>, topics: Topics<T>) => ({
  topics: Object.keys(topics),
  async run(whole: Bench, wanted: (topic: string) => boolean): Promise<Outcome[]> {
    const chosen = Object.entries(topics).filter(([topic]) => wanted(topic))
    if (chosen.length === 0) return []
    const cleanups = new Cleanups()
    whole.cleanups.add(() => cleanups.run())
    const bench = { ...whole, cleanups }
    const outcomes: Outcome[] = []
    try {
      const opened = await open(bench)
      for (const [topic, measure] of chosen) {
        const measured = bench.host.step(`Measuring ${topic}`, () => measure(opened, bench))
        outcomes.push(
          await measured.then(
            (rows) => ({ topic, rows, error: null }),
            (error: unknown) => ({ topic, rows: [], error: asError(error) }),
          ),
        )
      }
    } catch (error) {
      for (const [topic] of chosen) outcomes.push({ topic, rows: [], error: asError(error) })
    } finally {
      await cleanups.run()
    }
    return outcomes
  },
})

export const stages = [
  stage(openIngest, { ingest: ingestRows, posts: postRows, 'ingest-rules': ingestRulesRows }),
  stage(openAlerts, { alerts: alertRows }),
  stage(openHistory, {
    adoption: adoptionRows,
    disk: diskRows,
    backup: backupRows,
    series: seriesRows,
    prometheus: prometheusRows,
    'node-page': nodePageRows,
  }),
  stage(openCompared, { compare: comparePageRows }),
  stage(openFleet, {
    fleet: fleetRows,
    'fleet-page': fleetPageRows,
    'fleet-map': fleetMapRows,
    viewers: viewerRows,
    'many-metrics': manyMetricsRows,
    'sign-ins': signInRows,
  }),
  stage(openJobs, { jobs: jobRows }),
  stage(openConsent, { consent: consentRows }),
]

export const topics: readonly string[] = stages.flatMap((each) => each.topics)
