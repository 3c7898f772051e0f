import type { DataSource } from 'typeorm'
import type { Report } from '@/lib/reports/domain/report'
import { insertSampleReports, lastSampleReports, setSampleContact } from '@/lib/sample/db/fleet'
import { setSampleProgress } from '@/lib/sample/db/jobs'
import { lockSampleState, readSampleState } from '@/lib/sample/db/state'
import { historySeconds, sampleReports } from '@/lib/sample/domain/fleet'
import { verifiedPercent } from '@/lib/sample/domain/jobs'
import { sampleNodes } from '@/lib/sample/domain/nodes'

const batchSize = 2_000

/**
 * Keeps the sample fleet up to date, since it has no agents: adds the reports that its nodes would have sent since their
 * last one, at most thirty days of them, and advances the running sample job. A node that went silent stays silent.
 * Returns how many reports were added.
 */
export async function topUpSample(db: DataSource, now: Date): Promise<number> {
  const state = await readSampleState(db.manager)
  if (state.state !== 'loaded') return 0
  await setSampleProgress(db.manager, verifiedPercent(state.anchor - now.getTime() / 1_000))
  const missing = missingReports(await lastSampleReports(db.manager), state.anchor, now)
  if (missing.length === 0) return 0
  return db.transaction(async (tx) => {
    // Reports of a fleet removed meanwhile would register its nodes again, as real ones.
    const locked = await lockSampleState(tx)
    if (locked.state !== 'loaded' || locked.anchor !== state.anchor) return 0
    let added = 0
    for (let from = 0; from < missing.length; from += batchSize)
      added += await insertSampleReports(tx, missing.slice(from, from + batchSize))
    await setSampleContact(tx)
    return added
  })
}

function missingReports(
  known: readonly { node_did: string; last: number | null }[],
  anchor: number,
  now: Date,
): Report[] {
  const to = Math.floor(now.getTime() / 1_000)
  const last = new Map(known.map((row) => [row.node_did, row.last ?? 0]))
  const spans = sampleNodes.flatMap((node) => {
    const after = last.get(node.did)
    return after === undefined ? [] : [{ node, after: Math.max(after, to - historySeconds) }]
  })
  return [...sampleReports(spans, to, anchor)]
}
