import type { DataSource, QueryRunner } from 'typeorm'
import { exportAudit } from '@/lib/audit/services/export-audit'
import { openDataSource } from '@/lib/db/connection/data-source'
import { serverDatabaseUrl } from '@/lib/db/connection/server-database'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import type { Viewer } from '@/lib/kernel/role'
import { refusalOf } from '@/lib/people/domain/refusal'

/** Each export holds a connection and a snapshot for as long as it is read. */
const mostAtOnce = 2
const globalExports: typeof globalThis & { hakimExports?: { open: number } } = globalThis
globalExports.hakimExports ??= { open: 0 }
const exports = globalExports.hakimExports

const encoder = new TextEncoder()

/**
 * The whole log as `hakim audit export` writes it, read as fast as the reader takes it, with a connection of its own. A
 * reader who takes nothing for a minute loses it.
 */
export async function openExport(
  viewer: Viewer,
  key: string,
): Promise<Result<ReadableStream<Uint8Array<ArrayBuffer>>>> {
  const refusal = refusalOf('readAudit', viewer)
  if (refusal) return fail('forbidden', refusal)
  if (exports.open >= mostAtOnce)
    return fail('too_many', 'Two exports are under way. Try again when one of them has ended.', {
      retryAfter: 60,
    })
  exports.open += 1
  let db: DataSource | undefined
  let runner: QueryRunner | undefined
  let closed = false
  const close = async (): Promise<void> => {
    if (closed) return
    closed = true
    exports.open -= 1
    await runner?.rollbackTransaction().catch(() => undefined)
    await runner?.release().catch(() => undefined)
    await db?.destroy()
  }
  try {
    db = await openDataSource(serverDatabaseUrl(), { poolSize: 1, statementMs: 60_000, silentMs: 62_000 })
    runner = db.createQueryRunner()
    await runner.startTransaction('REPEATABLE READ')
  } catch (error) {
    await close()
    throw error
  }
  const parts = exportAudit(runner.manager, { key, now: new Date() })
  return ok(
    new ReadableStream<Uint8Array<ArrayBuffer>>(
      {
        async pull(controller) {
          try {
            const { done, value } = await parts.next()
            if (!done) return controller.enqueue(encoder.encode(value))
            await close()
            controller.close()
          } catch (error) {
            await close()
            // Without its last line the file shows that it was cut off.
            controller.error(error)
          }
        },
        cancel: close,
      },
      new CountQueuingStrategy({ highWaterMark: 1 }),
    ),
  )
}
