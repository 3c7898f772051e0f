import { readRotas } from '@/lib/consent/db/rotas'
import { readGroups } from '@/lib/consent/db/settings'
import type { GroupPage } from '@/lib/consent/domain/consent-page'
import { shownRota } from '@/lib/consent/domain/shown-rota'
import { database } from '@/lib/db/connection/server-database'
import type { PersonViewer } from '@/lib/kernel/role'
import { refusalOf } from '@/lib/people/domain/refusal'

/** A group, by its id, with its rota; everyone can read it. Null if there is none. */
export async function groupPage(viewer: PersonViewer, groupId: string): Promise<GroupPage | null> {
  const { manager } = await database()
  const found = (await readGroups(manager)).find(({ group_id }) => group_id === groupId.toLowerCase())
  if (!found) return null
  const { group_id, ...group } = found
  const [rota] = await readRotas(manager, group_id)
  return {
    group: { groupId: group_id, ...group },
    rota: rota ? shownRota(rota, Date.now()) : null,
    refusal: refusalOf('setGroups', viewer),
  }
}
