import type { Metadata } from 'next'
import { ChannelTable } from '@/components/notices/channel-table'
import { DeliveryTable } from '@/components/notices/delivery-table'
import { NewChannel } from '@/components/notices/new-channel'
import { ButtonLink } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { requirePerson } from '@/lib/auth/viewer'
import { decodeCursor } from '@/lib/kernel/url/cursor'
import type { SearchParams } from '@/lib/kernel/url/search-params'
import { channelsPage } from '@/lib/notices/queries/channels'
import { changeChannel, createChannel, deleteChannel, deliverAgain, testChannel } from './actions'

export const metadata: Metadata = { title: 'Notifications · Settings' }

export default async function ChannelsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const viewer = await requirePerson()
  const { cursor } = await searchParams
  const known = typeof cursor === 'string' && decodeCursor(cursor) !== null ? { cursor } : {}
  const page = await channelsPage(viewer, { ...known, limit: 20 })
  return (
    <>
      <div className="flex flex-wrap items-start justify-between gap-2.5">
        <p className="max-w-prose text-ink-2">
          Where Hakim tells you of something, of what, and when. A message only tells: its link opens a page,
          after you have signed in.
        </p>
        <NewChannel create={createChannel} forAll={page.forAll} />
      </div>
      {page.channels.length > 0 ? (
        <ChannelTable
          rows={page.channels}
          actions={{ change: changeChannel, remove: deleteChannel, test: testChannel }}
        />
      ) : (
        <EmptyState title="Nobody is told of anything yet">
          Create a channel: your mail, this browser{page.forAll && ', or a webhook for all'}.
        </EmptyState>
      )}
      <h2 className="mt-2 font-title">Messages</h2>
      {page.deliveries.length > 0 ? (
        <DeliveryTable rows={page.deliveries} again={deliverAgain} />
      ) : (
        <p className="text-ink-2">None yet. They stay here for 30 days.</p>
      )}
      {(page.next !== null || 'cursor' in known) && (
        <nav aria-label="Pages" className="flex gap-2.5">
          {'cursor' in known && <ButtonLink href="/settings/channels">Newest</ButtonLink>}
          {page.next !== null && (
            <ButtonLink href={`/settings/channels?cursor=${encodeURIComponent(page.next)}`}>Older</ButtonLink>
          )}
        </nav>
      )}
    </>
  )
}
