import type { DataSource, EntityManager, QueryRunner } from 'typeorm'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { openDataSource } from './data-source'
import { serverDatabaseUrl } from './server-database'

/** Each export holds a connection and a snapshot for as long as it is read. */
const mostAtOnce = 2
/** Kept beyond this module, of which the server may have several copies. */
const globalExports: typeof globalThis & { hakimExports?: Map<string, number> } = globalThis
globalExports.hakimExports ??= new Map()
const exports = globalExports.hakimExports

const encoder = new TextEncoder()

/**
 * A long text, read from one snapshot as fast as the reader takes it, with a connection of its own; at most two of a `kind` at
 * a time. A reader who takes nothing for a minute loses it; without its end, the text shows that it was cut off.
 */
export async function openExport(
  kind: string,
  read: (db: EntityManager) => AsyncGenerator<string>,
): Promise<Result<ReadableStream<Uint8Array<ArrayBuffer>>>> {
  const open = exports.get(kind) ?? 0
  if (open >= mostAtOnce)
    return fail('too_many', 'Two exports are under way. Try again when one of them has ended.', {
      retryAfter: 60,
    })
  exports.set(kind, open + 1)
  let db: DataSource | undefined
  let runner: QueryRunner | undefined
  let closed = false
  const close = async (): Promise<void> => {
    if (closed) return
    closed = true
    exports.set(kind, (exports.get(kind) ?? 1) - 1)
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
  const parts = read(runner.manager)
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
            controller.error(error)
          }
        },
        cancel: close,
      },
      new CountQueuingStrategy({ highWaterMark: 1 }),
    ),
  )
}
