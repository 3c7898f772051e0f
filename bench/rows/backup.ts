import { rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { backUp } from '@/lib/backup/services/back-up'
import { restore } from '@/lib/backup/services/restore'
import { openDataSource } from '@/lib/db/connection/data-source'
import type { Result } from '@/lib/kernel/errors'
import type { Bench } from '../bench'
import type { HistoryStage } from '../history-stage'
import { type Row, single } from '../row'
import { timed } from '../stats'

const aim = { least: 50_000 }
const nobody = { version: 'bench', secret: { secret: null, key: null }, progress: () => undefined }

/** The whole database with its roll-ups, by the number of its reports. */
export async function backupRows(stage: HistoryStage, { cluster, options }: Bench): Promise<Row[]> {
  const file = join(cluster.dir, 'history.backup')
  const rate = (ms: number): number => stage.reports / (ms / 1_000)
  const saved: number[] = []
  const restored: number[] = []
  for (let round = 0; round < options.repeats; round += 1) {
    await rm(file, { force: true })
    saved.push(rate(await timed(() => within(stage.oursUrl, (db) => backUp(db, file, nobody)))))
    await cluster.drop('history_restored')
    const url = await cluster.create('history_restored')
    restored.push(rate(await timed(() => within(url, (db) => restore(db, url, file, nobody)))))
  }
  const note = `${Math.round((await stat(file)).size / stage.reports)} bytes per report in the file, roll-ups included`
  await cluster.drop('history_restored')
  return [
    single({ work: 'backup', ours: saved, unit: 'reports/s', aim, note }),
    single({ work: 'restore into an empty database', ours: restored, unit: 'reports/s', aim }),
  ]
}

async function within<T>(
  url: string,
  use: (db: Awaited<ReturnType<typeof openDataSource>>) => Promise<Result<T>>,
): Promise<void> {
  const db = await openDataSource(url, { poolSize: 1 })
  const result = await use(db).finally(() => db.destroy())
  if (!result.ok) throw new Error(result.error.detail)
}
