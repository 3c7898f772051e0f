import { exportAudit } from '@/lib/audit/services/export-audit'
import { openExport as openStream } from '@/lib/db/connection/open-export'
import { fail, type Result } from '@/lib/kernel/errors'
import type { Viewer } from '@/lib/kernel/role'
import { refusalOf } from '@/lib/people/domain/refusal'

/** The whole log as `hakim audit export` writes it. Without its last line the file shows that it was cut off. */
export async function openExport(
  viewer: Viewer,
  key: string,
): Promise<Result<ReadableStream<Uint8Array<ArrayBuffer>>>> {
  const refusal = refusalOf('readAudit', viewer)
  if (refusal) return fail('forbidden', refusal)
  return openStream('audit', (db) => exportAudit(db, { key, now: new Date() }))
}
