import { database } from '@/lib/db/connection/server-database'
import { nodeScope } from '@/lib/fleet/db/visibility'
import type { PersonViewer } from '@/lib/kernel/role'
import { decodePath } from '@/lib/kernel/url/path'
import { readAddress } from '@/lib/views/db/short-links'
import { isShortCode } from '@/lib/views/domain/short-address'

/** Where a short link leads; null if there is none, or to a node that the viewer may not see. */
export async function shortLink(viewer: PersonViewer, code: string): Promise<string | null> {
  if (!isShortCode(code)) return null
  const { manager } = await database()
  const address = await readAddress(manager, code)
  const node = /^\/nodes\/([^/?]+)/.exec(address ?? '')?.[1]
  if (address === null || node === undefined) return address
  const did = decodePath(node)
  return did !== null && (await nodeScope(manager, viewer, did)) ? address : null
}
