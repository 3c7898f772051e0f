import { expect, test } from 'vitest'
import { testFleet } from '@/test/fleet'
import { withClient } from '../cluster'
import { copyReports, copyText } from '../copy'
import { reportAt } from '../signal'
import { diskRows } from './disk'

test('roll-up tables count with their indexes, other tables do not', async () => {
  const fleet = await testFleet(1)
  const stage = { oursUrl: fleet.url, reports: 2_000 }
  try {
    await copyReports(
      fleet.url,
      copyText(Array.from({ length: 2_000 }, (_, index) => reportAt(1, 1_763_000_000 + index))),
    )
    const before = await diskRows(stage)
    const tables = before[0]?.note ?? ''
    const small = before[0]?.ours?.value ?? 0
    await withClient(fleet.url, async (client) => {
      await client.query('CREATE TABLE more_roll_ups (t BIGINT PRIMARY KEY)')
      await client.query('INSERT INTO more_roll_ups SELECT generate_series(1, 1000)')
      await client.query('CREATE TABLE unrolled AS SELECT generate_series(1, 100000)')
    })
    const [after] = await diskRows(stage)
    expect(tables).not.toContain('more_roll_ups')
    expect(after?.note).toContain('more_roll_ups')
    expect(after?.note).not.toContain('unrolled')
    // A heap and an index of five pages each, with maps, against about 190 pages.
    expect((after?.ours?.value ?? 0) - small).toBeGreaterThan(4)
    expect((after?.ours?.value ?? 0) - small).toBeLessThan(12)
  } finally {
    await fleet.close()
  }
})
