import { expect, test } from 'vitest'
import { insertReports, reportRow } from '@/lib/reports/db/reports'
import { parseReport } from '@/lib/reports/domain/report'
import { testFleet } from '@/test/fleet'
import { copyReports, copyText } from './copy'
import { metricNames, metrics, reportAt, secondOf, withId } from './signal'

const start = 1_763_000_000

test('the signal is deterministic, varies, and is as precise as an agent', () => {
  expect(reportAt(3, start)).toEqual(reportAt(3, start))
  for (const metric of metricNames) {
    const values = Array.from({ length: 200 }, (_, index) => metrics[metric](3, start + 60 * index))
    expect(new Set(values).size).toBeGreaterThan(30)
    expect(values.every((value) => Number(value.toFixed(2)) === value)).toBe(true)
  }
  const seconds = Array.from({ length: 100 }, (_, node) => secondOf(node))
  expect(seconds.every((second) => Number.isInteger(second) && second >= 0 && second < 60)).toBe(true)
})

test('a COPY row equals the row that Hakim stores for the same report', async () => {
  const fleet = await testFleet(1)
  try {
    const sent = Array.from({ length: 300 }, (_, index) => withId(reportAt(index, start + index)))
    const stored = () =>
      fleet.db.query<unknown[]>(`SELECT health_reports.* FROM health_reports ORDER BY report_id`)
    await insertReports(
      fleet.db.manager,
      sent.flatMap((report) => {
        const parsed = parseReport(report)
        return parsed.ok ? [reportRow(parsed.report)] : []
      }),
    )
    const through = await stored()
    await fleet.db.query('TRUNCATE health_reports')
    await copyReports(fleet.url, copyText(sent))
    expect(through).toHaveLength(sent.length)
    expect(await stored()).toEqual(through)
    expect(sent.some((report) => report.diagnosis)).toBe(true)
  } finally {
    await fleet.close()
  }
})
