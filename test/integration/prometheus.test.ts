import { spawnSync } from 'node:child_process'
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createMetrics } from '@/lib/metrics/definitions'
import { trialFolder } from '@/test/embedded-postgres'
import { type TestFleet, testFleet } from '@/test/fleet'
import { testToken } from '@/test/http-server'
import { startMetricsServer } from '@/test/metrics-server'
import { metricsToken } from '@/test/metrics-token'
import { prometheus, promtool, startPrometheus } from '@/test/prometheus'

const alerts = 'docs/alerts.example.yml'

describe.runIf(prometheus)('Prometheus', () => {
  let fleet: TestFleet
  let server: Awaited<ReturnType<typeof startMetricsServer>>
  let scraper: Awaited<ReturnType<typeof startPrometheus>>
  beforeAll(async () => {
    fleet = await testFleet(1)
    server = await startMetricsServer(fleet.url)
    scraper = await startPrometheus(server.port, metricsToken, alerts)
  })
  afterAll(async () => {
    await scraper.stop()
    await server.close()
    await fleet.close()
  })

  it('scrapes Hakim and answers questions about it', async () => {
    const before = await server.scrape()
    const token = await testToken(fleet.db, 'did:test:a')
    const report = { target_node_did: 'did:test:a', timestamp: new Date().toISOString(), status: 'Healthy' }
    expect((await server.post(token, JSON.stringify([report, report, report]))).status).toBe(200)
    const accepted = 'hakim_ingest_reports_total{outcome="accepted"}'
    const value = async (query: string) => scraper.ask(`query?query=${encodeURIComponent(query)}`)
    const found = (text: string) => ({ result: [{ value: [expect.any(Number), text] }] })
    await expect
      .poll(() => value(accepted).catch(String), { timeout: 60_000 })
      .toMatchObject(found(String((before.get(accepted) ?? 0) + 3)))
    expect(await value('hakim_nodes{state="Healthy"}')).toMatchObject(found('1'))
    expect(await value('up{job="hakim"}')).toMatchObject(found('1'))
    await expect
      .poll(() => scraper.ask('rules'), { timeout: 60_000 })
      .toMatchObject({
        groups: [{ rules: [{ health: 'ok' }, { health: 'ok' }, { health: 'ok' }] }],
      })
  }, 120_000)

  it('its checker finds nothing wrong with the names of the metrics and with the alerts', async () => {
    const run = (args: string[], cwd = '.', input = '') => {
      const { status, stdout, stderr } = spawnSync(promtool ?? '', args, { cwd, input, encoding: 'utf8' })
      return { status, said: `${stdout}${stderr}` }
    }
    expect(run(['check', 'metrics'], '.', await createMetrics().registry.metrics())).toEqual({
      status: 0,
      said: '',
    })
    const folder = trialFolder()
    copyFileSync(alerts, join(folder, 'alerts.yml'))
    copyFileSync('test/data/alerts.test.yml', join(folder, 'alerts.test.yml'))
    expect(run(['test', 'rules', 'alerts.test.yml'], folder)).toMatchObject({ status: 0 })
  })
})
