import { expect, it } from 'vitest'
import { parseExposition } from '@/test/exposition'
import { countRun } from './count-run'
import { metrics } from './metrics'

const samples = async () => {
  const all = parseExposition(await metrics().registry.metrics())
  const of = (name: string) => all.get(`hakim_clock_${name}{duty="test"}`)
  return {
    ...{ runs: of('runs_total'), failures: of('failures_total') },
    ...{ timed: of('run_duration_seconds_count'), last: of('last_success_timestamp_seconds') },
  }
}

it('counts runs and failures, and passes a failure on', async () => {
  const before = Date.now() / 1_000
  const broken = () => countRun('test', () => Promise.reject(new Error('no')))
  await expect(broken()).rejects.toThrow('no')
  expect(await samples()).toEqual({ runs: 1, failures: 1, timed: 1, last: undefined })
  await countRun('test', () => Promise.resolve())
  const { last, ...counts } = await samples()
  expect(counts).toEqual({ runs: 2, failures: 1, timed: 2 })
  expect(last).toBeGreaterThanOrEqual(before)
  await expect(broken()).rejects.toThrow('no')
  expect(await samples()).toEqual({ runs: 3, failures: 2, timed: 3, last })
})

it('has a failure counter at 0 from the first run on', async () => {
  await countRun('another test', () => Promise.resolve())
  const all = parseExposition(await metrics().registry.metrics())
  expect(all.get('hakim_clock_failures_total{duty="another test"}')).toBe(0)
})
