import { database } from '@/lib/db/connection/server-database'
import type { PersonViewer } from '@/lib/kernel/role'
import { refusalOf } from '@/lib/people/domain/refusal'
import { readWallLinks } from '@/lib/views/db/wall-links'
import type { ListedWall } from '@/lib/views/domain/listed-wall'

/** All links for walls; none for who may not make any. */
export async function wallLinks(viewer: PersonViewer): Promise<ListedWall[]> {
  return refusalOf('setWallLinks', viewer) === null ? readWallLinks((await database()).manager) : []
}
