import { expect, test } from 'vitest'
import { testDatabase } from '@/test/database'
import { readNumber, withClient } from './cluster'
import { waitForDerived } from './derived-tables'

test('waits as long as anything is marked', async () => {
  const { url, drop } = await testDatabase()
  try {
    await withClient(url, async (client) => {
      await client.query('CREATE TABLE marked AS SELECT generate_series(1, 3) AS hour')
      await client.query('CREATE SEQUENCE looks')
      const counts = [`SELECT 0 * nextval('looks') AS n`, 'SELECT count(*) AS n FROM marked']
      const looks = () => readNumber(client, 'SELECT last_value AS n FROM looks')
      let done = false
      const waiting = waitForDerived(url, counts).then(() => {
        done = true
      })
      await client.query('DELETE FROM marked WHERE hour < 3')
      // The second look after now began after the first had counted the row that is left.
      const before = await looks()
      await expect.poll(looks, { timeout: 20_000 }).toBeGreaterThan(before + 1)
      expect(done).toBe(false)
      await client.query('DELETE FROM marked')
      await waiting
      expect(done).toBe(true)
    })
  } finally {
    await drop()
  }
})
