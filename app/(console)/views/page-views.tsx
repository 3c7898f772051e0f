import { ViewMenu } from '@/components/views/view-menu'
import type { PersonViewer } from '@/lib/kernel/role'
import { refusalOf } from '@/lib/people/domain/refusal'
import { viewQuery } from '@/lib/views/domain/view-address'
import type { ViewPage } from '@/lib/views/domain/view-names'
import { changeView, deleteView, saveView } from './actions'

const actions = { save: saveView, change: changeView, remove: deleteView }

/** What the menu of saved views needs to know of its reader. */
export const viewsFor = (viewer: PersonViewer) => ({
  mayShare: refusalOf('shareViews', viewer) === null,
  actions,
})

/** The menu of saved views of a page that shows `query`. */
export const PageViews = (props: { viewer: PersonViewer; page: ViewPage; query: string }) => (
  <ViewMenu page={props.page} query={viewQuery(props.page, props.query)} {...viewsFor(props.viewer)} />
)
