import { fits, isText, listOf, orNull } from '@/lib/kernel/json/fits'
import type { ViewPage } from './view-names'

/** A saved view that a text finds. `by`: who shares it; null: it is the viewer's own. */
export type FoundView = { id: string; name: string; href: string; page: ViewPage; by: string | null }

export const isFoundViews = listOf(
  fits<FoundView>({ id: isText, name: isText, href: isText, page: isText, by: orNull(isText) }),
)
