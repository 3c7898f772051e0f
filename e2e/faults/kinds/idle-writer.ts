import { Client } from 'pg'
import type { Fault } from '../fault'
import { nodes, openLocal, tried } from '../scene'

const backWithin = 10_000

export const idleWriter: Fault = {
  name: 'idle-writer',
  what: 'another program leaves its transaction on one node open; the others must go on meanwhile',
  backWithin,
  cannot: () => null,
  run: tried(openLocal, async (scene, writers, random) => {
    const held = nodes[Math.floor(random() * nodes.length)]
    const other = new Client({ connectionString: scene.database() })
    await other.connect()
    try {
      await other.query('BEGIN')
      await other.query(
        `INSERT INTO health_reports (target_node_did, timestamp, status, raw_report) VALUES ($1, now(), 'Healthy', '{}')`,
        [held],
      )
      const others = await writers.untilBack(3 * backWithin, (did) => did !== held)
      await other.query(random() < 0.5 ? 'COMMIT' : 'ROLLBACK')
      return Math.max(others, await writers.untilBack(3 * backWithin))
    } finally {
      await other.end()
    }
  }),
}
