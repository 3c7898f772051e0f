import { createSnapshots } from '@/lib/agent/host/cache'
import type { Collector, Metrics } from '@/lib/agent/host/collect'
import { probeDependencies } from '@/lib/agent/host/dependencies'
import type { Log } from '@/lib/agent/host/log'
import type { Supervisor } from '@/lib/agent/host/supervisor'
import type { Settings } from '@/lib/agent/host/task-file'
import { assess } from './assess'
import type { ReportBuffer } from './buffer'
import { composeReport } from './compose-report'

/** Returns a function that measures the node, assesses it, and puts a report into the buffer. */
export function createObserver(source: {
  collector: Collector
  settings: Settings
  service: Supervisor | null
  buffer: ReportBuffer
  log: Log
  cacheDir: string
  version: string
  nodeDid: () => string | null
  intervalSeconds: () => number
}): () => Promise<void> {
  const { settings, service, buffer } = source
  const { thresholds } = settings
  const snapshots = createSnapshots(source.cacheDir, source.log)
  let samples: Metrics[] = []
  return async () => {
    const at = new Date()
    const [metrics, dependencies, answers] = await Promise.all([
      source.collector.sample(),
      probeDependencies(settings.dependencies),
      service ? service.answers() : false,
    ])
    samples = [...samples, metrics].slice(-thresholds.sustained_samples)
    snapshots.add(at.toISOString(), metrics)
    const seen = service ? { name: service.name, answers } : null
    buffer.append(
      composeReport({
        nodeDid: source.nodeDid(),
        at,
        assessment: assess({ samples, service: seen, dependencies }, thresholds),
        metrics,
        dependencies,
        logs: source.log.takeCounts(),
        droppedReports: buffer.dropped(),
        service: service && seen ? { ...seen, pid: service.pid() } : null,
        version: source.version,
        thresholds,
        intervalSeconds: source.intervalSeconds(),
      }),
    )
  }
}
