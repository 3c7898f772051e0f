import { database } from '@/lib/db/connection/server-database'
import type { PersonViewer } from '@/lib/kernel/role'
import { refusalOf } from '@/lib/people/domain/refusal'
import { readWallLinks, type WallLink } from '@/lib/views/db/wall-links'

/** All links for walls; none for who may not make any. */
export async function wallLinks(viewer: PersonViewer): Promise<WallLink[]> {
  return refusalOf('setWallLinks', viewer) === null ? readWallLinks((await database()).manager) : []
}
