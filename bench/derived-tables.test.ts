import { expect, test } from 'vitest'
import { testDatabase } from '@/test/database'
import { withClient } from './cluster'
import { waitForDerived } from './derived-tables'

test('waits as long as anything is marked', async () => {
  const { url, drop } = await testDatabase()
  try {
    await withClient(url, async (client) => {
      await client.query('CREATE TABLE marked AS SELECT generate_series(1, 3) AS hour')
      const counts = ['SELECT 0 AS n', 'SELECT count(*) AS n FROM marked']
      let done = false
      const waiting = waitForDerived(url, counts).then(() => {
        done = true
      })
      await client.query('DELETE FROM marked WHERE hour < 3')
      await new Promise((wake) => setTimeout(wake, 300))
      expect(done).toBe(false)
      await client.query('DELETE FROM marked')
      await waiting
      expect(done).toBe(true)
    })
  } finally {
    await drop()
  }
})
