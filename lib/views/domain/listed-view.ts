import { fits, isFlag, isText, listOf } from '@/lib/kernel/json/fits'
import type { ViewPage } from './view-names'

/** A saved view as menus list it. */
export type ListedView = {
  view_id: string
  name: string
  page: ViewPage
  query: string
  href: string
  shared: boolean
  own: boolean
  /** The name of whoever saved it. */
  by: string
  created_at: string
}

const isView = fits<ListedView>({
  ...{ view_id: isText, name: isText, page: isText, query: isText, href: isText },
  ...{ shared: isFlag, own: isFlag, by: isText, created_at: isText },
})

export const isViewsAnswer = fits<{ views: ListedView[] }>({ views: listOf(isView) })
