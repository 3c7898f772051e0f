import { oneClickIsOn } from '@/lib/auth/one-click'
import { database } from '@/lib/db/connection/server-database'
import { countOwned } from '@/lib/fleet/db/nodes'
import type { PersonViewer } from '@/lib/kernel/role'
import { jobsWaiting } from './waiting'

type Shell = { waitingForViewer: number; ownedNodes: number; local: boolean }

/** The data of the frame around every page. */
export async function shell(viewer: PersonViewer): Promise<Shell> {
  const { manager } = await database()
  const [waitingForViewer, ownedNodes] = await Promise.all([
    jobsWaiting(viewer),
    countOwned(manager, viewer.id),
  ])
  return { waitingForViewer, ownedNodes, local: oneClickIsOn() }
}
