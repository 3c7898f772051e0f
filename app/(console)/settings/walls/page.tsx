import type { Metadata } from 'next'
import { EmptyState } from '@/components/ui/empty-state'
import { Notice } from '@/components/ui/notice'
import { NewWall } from '@/components/views/new-wall'
import { WallTable } from '@/components/views/wall-table'
import { requirePerson } from '@/lib/auth/viewer'
import { refusalOf } from '@/lib/people/domain/refusal'
import { isWallPage, viewPageNames } from '@/lib/views/domain/view-names'
import { savedViews } from '@/lib/views/queries/saved-views'
import { wallLinks } from '@/lib/views/queries/wall-links'
import { createWallLink, revokeWallLink } from './actions'

export const metadata: Metadata = { title: 'Walls · Settings' }

export default async function WallsPage() {
  const viewer = await requirePerson()
  const refusal = refusalOf('setWallLinks', viewer)
  if (refusal) return <Notice tone="info">{refusal}</Notice>
  const [links, views] = await Promise.all([wallLinks(viewer), savedViews(viewer, null)])
  const choices = views.flatMap(({ view_id: id, page, query, name }) =>
    isWallPage(page) ? [{ id, page, query, name: `${name} (${viewPageNames[page]})` }] : [],
  )
  return (
    <>
      <div className="flex flex-wrap items-start justify-between gap-2.5">
        <p className="max-w-prose text-ink-2">
          A link for a wall shows a view of the fleet or the map to whoever has it, without signing in: states
          and names of nodes, no people and nothing to click. It shows what its maker sees, and ends when they
          are no longer an administrator.
        </p>
        <NewWall create={createWallLink} views={choices} />
      </div>
      {links.length > 0 ? (
        <WallTable links={links} revoke={revokeWallLink} />
      ) : (
        <EmptyState title="No links for walls yet">
          Create one from a saved view, and open it on the screen.
        </EmptyState>
      )}
    </>
  )
}
