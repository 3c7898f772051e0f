import { config } from '@/lib/config'
import { isLockTimeout } from '@/lib/db/connection/failures'
import { database } from '@/lib/db/connection/server-database'
import { countOwned } from '@/lib/fleet/db/nodes'
import type { PersonViewer } from '@/lib/kernel/role'
import { waitingFor } from './waiting'

type Shell = { waitingForViewer: number; ownedNodes: number; local: boolean }

/** A program that locks the jobs must not take pages that show none: they only lack the number beside "Jobs". */
function noneIfLocked(error: unknown): number {
  if (isLockTimeout(error)) return 0
  throw error
}

/** The data of the frame around every page. */
export async function shell(viewer: PersonViewer): Promise<Shell> {
  const { manager } = await database()
  const [waitingForViewer, ownedNodes] = await Promise.all([
    waitingFor(manager, viewer).catch(noneIfLocked),
    countOwned(manager, viewer.id),
  ])
  return { waitingForViewer, ownedNodes, local: config().oneClick }
}
