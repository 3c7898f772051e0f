import { expect, shared, test } from './fixtures'
import { hakim, token } from './hakim'

const did = 'did:kos:e2e:known-series'

/** Ten minutes of reports, one each 30 s, with a gap of two minutes and one peak. */
const start = Math.floor(Date.now() / 1_000 / 60) * 60 - 600
const values = Array.from({ length: 20 }, (_, index) => ({
  at: start + index * 30,
  cpu: index === 7 ? 97 : 20 + index,
})).filter((_, index) => index < 10 || index > 13)

test.beforeAll(async () => {
  const { env, url } = shared()
  await hakim(env, [
    'node',
    'add',
    '--did',
    did,
    '--name',
    'known-series',
    '--owner',
    'approver@local.invalid',
  ])
  const bearer = await token(env, '--node', did)
  const reports = values.map(({ at, cpu }) => ({
    target_node_did: did,
    timestamp: new Date(at * 1_000).toISOString(),
    status: cpu > 90 ? 'Error' : 'Healthy',
    metrics: { cpu_usage_percent: cpu, queue_length_count: at % 60 === 0 ? 3 : 4 },
    diagnosis: cpu > 90 ? { code: 'HIGH_CPU_LOAD', recommendation: 'Find the busy process.' } : null,
  }))
  const response = await fetch(`${url}/api/v1/reports`, {
    method: 'POST',
    headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
    body: JSON.stringify(reports),
  })
  expect(await response.json()).toMatchObject({ accepted: values.length, rejected: [] })
})

test('the charts show what was posted: every bucket, the peak, the gap', async ({ operator: page }) => {
  const from = new Date(start * 1_000).toISOString()
  const to = new Date((start + 600) * 1_000).toISOString()
  await page.goto(`/nodes/${encodeURIComponent(did)}?from=${from}&to=${to}`)
  const chart = page.locator('[data-metric=cpu_usage_percent]')
  await chart.getByRole('button', { name: 'Show CPU as a table' }).click()
  // 10-second buckets: each posted value stands in the bucket that begins at its time.
  const rows = chart.locator('[data-bucket]')
  await expect(rows).toHaveCount(60)
  const cells = await rows.evaluateAll((all) => all.map((row) => row.textContent ?? ''))
  for (const { at, cpu } of values) expect(cells[(at - start) / 10]).toContain(String(cpu))
  const gap = cells[(10 * 30) / 10]
  expect(gap).toMatch(/no report/i)
  expect(cells.filter((cell) => cell.includes('97'))).toHaveLength(1)
  await expect(page.getByText('HIGH_CPU_LOAD').first()).toBeVisible()
  // Any numeric metric gets its chart.
  await expect(page.locator('[data-metric=queue_length_count]')).toBeVisible()
})

test('the range is in the URL, and a range without reports says so', async ({ operator: page }) => {
  await page.goto(`/nodes/${encodeURIComponent(did)}`)
  await page
    .getByRole('link', { name: /^1\s?h/ })
    .first()
    .click()
  await expect(page).toHaveURL(/range=1h/)
  await page.reload()
  await expect(page).toHaveURL(/range=1h/)
  await page.goto(`/nodes/${encodeURIComponent(did)}?from=2020-01-01T00:00:00Z&to=2020-01-02T00:00:00Z`)
  await expect(page.getByText(/no report/i).first()).toBeVisible()
})

test('an unknown node does not exist', async ({ operator: page }) => {
  page.removeAllListeners('console')
  const response = await page.goto('/nodes/did%3Akos%3Anobody')
  expect(response?.status()).toBe(404)
})
