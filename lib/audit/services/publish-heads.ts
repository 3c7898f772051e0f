import type { DataSource } from 'typeorm'
import { checkpointHashOf, headsAfter, lastCheckpoint } from '@/lib/audit/db/checkpoints'
import { appendHeads, lastHead } from './heads-file'
import { type CheckpointKey, signatureCheck } from './signing'

const headsPerStep = 1_000

/**
 * Appends the checkpoints that the file does not have yet, including those of another process or from before a kill. If
 * the file's last line is not in the database (restored from a backup, or tampered with), only the `made` newest ones are
 * added, and `audit verify` reports the difference. Returns how many lines it added.
 */
export async function publishHeads(
  db: DataSource,
  key: CheckpointKey,
  file: string,
  made: number,
): Promise<number> {
  const last = lastHead(file)
  const known = last === null || (await checkpointHashOf(db.manager, last.checkpoint_no)) === last.hash
  let after = known ? (last?.checkpoint_no ?? 0) : ((await lastCheckpoint(db.manager))?.no ?? 0) - made
  const isOwn = signatureCheck([key.did])
  for (let count = 0; ; ) {
    const heads = await headsAfter(db.manager, after, headsPerStep)
    const lines = heads.map((head) => ({ ...head, key: isOwn(head.hash, head.signature) ? key.did : null }))
    await appendHeads(file, lines)
    count += lines.length
    after = heads.at(-1)?.checkpoint_no ?? after
    if (heads.length < headsPerStep) return count
  }
}
