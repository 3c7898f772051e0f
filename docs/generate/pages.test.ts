import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { createMetrics } from '@/lib/metrics/definitions'
import { apiTypes } from './api-types'
import { jobsPage } from './jobs'
import { metricsPage } from './metrics'
import { permissionsPage } from './permissions'

// `npx vitest run docs/generate/pages.test.ts --update` regenerates all of them.
it.each([
  ['permissions.md', permissionsPage],
  ['jobs.md', jobsPage],
  ['metrics.md', metricsPage],
  ['api-types.d.ts', apiTypes],
])('docs/%s matches the code', async (name, page) => {
  await expect(await page()).toMatchFileSnapshot(`../../docs/${name}`)
})

it.each(['operations.md', 'alerts.example.yml'])('docs/%s names only metrics that exist', (name) => {
  const known = createMetrics()
    .registry.getMetricsAsArray()
    .map((metric) => metric.name)
  const named = readFileSync(`docs/${name}`, 'utf8').match(/\bhakim_[a-z_]*[a-z]/g) ?? []
  expect(named.filter((one) => !known.includes(one))).toEqual([])
})
