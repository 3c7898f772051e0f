import type { EntityManager } from 'typeorm'
import { writeNotices } from '@/lib/notices/db/notify'
import type { NewNotice } from '@/lib/notices/domain/notice'

/**
 * Tells whom it concerns, in the caller's transaction: messages are sent once it is committed, and never if it is not. Whoever
 * may not see a node is not told of it, and neither are shared channels of a restricted one.
 */
export async function notify(tx: EntityManager, notices: readonly NewNotice[]): Promise<void> {
  if (notices.length > 0) await writeNotices(tx, notices)
}
