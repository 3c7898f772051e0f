import type { Action } from '@/components/ui/use-send'
import type { ViewPage } from '@/lib/views/domain/view-names'

export type ViewActions = { save: Action; change: Action; remove: Action }

export type ViewMenuProps = {
  page: ViewPage
  /** What this page shows now, as its parser wrote it. */
  query: string
  mayShare: boolean
  actions: ViewActions
}
