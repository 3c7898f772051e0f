import { database } from '@/lib/db/connection/server-database'
import type { PersonViewer } from '@/lib/kernel/role'
import { readViews } from '@/lib/views/db/saved-views'
import { viewHref } from '@/lib/views/domain/view-address'
import type { ViewPage } from '@/lib/views/domain/view-names'

/** The views of this person and those that others share; of one page, or of all. */
export async function savedViews(viewer: PersonViewer, page: ViewPage | null) {
  const rows = await readViews((await database()).manager, viewer.id, page)
  return rows.map(({ person_id, ...view }) => ({
    ...view,
    href: viewHref(view.page, view.query),
    own: person_id === viewer.id,
  }))
}

const mostFound = 8

/** Those whose names contain each word, for the palette. */
export async function findViews(viewer: PersonViewer, q: string) {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean)
  return (await savedViews(viewer, null))
    .filter(({ name }) => words.every((word) => name.toLowerCase().includes(word)))
    .slice(0, mostFound)
    .map(({ view_id: id, name, href, page, own, by }) => ({ id, name, href, page, by: own ? null : by }))
}
