import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { reportAt, type SentReport } from './signal'

const families = z.object({
  families: z.array(z.object({ name: z.string(), N: z.number(), values: z.array(z.string()) })),
})

/** The metrics of a machine with a node_exporter: `n` in a name is a number, `v` one of the values. */
export function exporterMetrics(root: string): string[] {
  const file = join(root, 'test', 'data', 'cases', 'exporter-metrics.json')
  return families
    .parse(JSON.parse(readFileSync(file, 'utf8')))
    .families.flatMap(({ name, N, values }) =>
      Array.from({ length: N }, (_, n) =>
        values.map((value) =>
          name.replace(/n"/, `${n}"`).replace(/_v\{|"v"|^v$/, (place) => place.replace('v', value)),
        ),
      ).flat(),
    )
}

/** A report with all of these metrics; those that every node sends are as usual, the others are counters. */
export function manyMetricsAt(did: string, names: readonly string[], t: number): SentReport {
  const report = reportAt(0, t)
  const counters = names.map((name, index) => [name, 1_000_000 + index * 1_000 + (t / 60) * 37])
  const usual = typeof report.metrics === 'object' ? report.metrics : {}
  return { ...report, target_node_did: did, metrics: { ...Object.fromEntries(counters), ...usual } }
}
