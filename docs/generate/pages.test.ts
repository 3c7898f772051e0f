import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { z } from 'zod'
import type { ApiCall } from '@/lib/api/domain/call'
import { apiCalls } from '@/lib/api/domain/calls'
import { createMetrics } from '@/lib/metrics/definitions'
import { apiTypes } from './api-types'
import { jobsPage } from './jobs'
import { metricsPage } from './metrics'
import { permissionsPage } from './permissions'

// `npx vitest run docs/generate/pages.test.ts --update` regenerates all of them.
it.each([
  ['docs/permissions.md', permissionsPage],
  ['docs/jobs.md', jobsPage],
  ['docs/metrics.md', metricsPage],
  ['lib/client/api-types.d.ts', apiTypes],
])('%s matches the code', async (path, page) => {
  await expect(await page()).toMatchFileSnapshot(`../../${path}`)
})

/** The calls in the first cell of a row: a path alone replaces the last part of the one before it, a method alone the method. */
function callsIn(cell: string): string[] {
  let [method, path] = ['', '']
  return [...cell.matchAll(/`(?:([A-Z]+) ?)?(\/[^`?]*)?[^`]*`/g)].map(([, named, part = '']) => {
    path = named === undefined ? path.replace(/\/[^/]*$/, part) : part || path
    method = named ?? method
    return `${method} ${path}`.replace(/\{[^}]*\}/g, '{}')
  })
}

const rows = readFileSync('docs/api.md', 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) => ({ calls: callsIn(line.split(' | ')[0] ?? ''), text: line }))

it.each(Object.values<ApiCall>(apiCalls).filter(({ may }) => may !== null))(
  'docs/api.md has a row for $method $path, with each member of its body',
  ({ method, path, body, asks }) => {
    const call = `${method} ${path.replace('/api/v1', '').replace(/\{[^}]*\}/g, '{}')}`
    const found = rows.filter(({ calls }) => calls.includes(call)).map(({ text }) => text)
    expect(found).toHaveLength(1)
    const members = body instanceof z.ZodObject ? Object.keys(body.shape) : []
    const words = new Set(found[0]?.match(/[a-z_]+/g))
    expect(members.filter((name) => !words.has(name))).toEqual([])
    if (asks) expect(found[0]).toContain('202')
  },
)

it.each(['operations.md', 'alerts.example.yml'])('docs/%s names only metrics that exist', (name) => {
  const known = createMetrics()
    .registry.getMetricsAsArray()
    .map((metric) => metric.name)
  const named = readFileSync(`docs/${name}`, 'utf8').match(/\bhakim_[a-z_]*[a-z]/g) ?? []
  expect(named.filter((one) => !known.includes(one))).toEqual([])
})
