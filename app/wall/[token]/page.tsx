import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { WallLive } from '@/components/views/wall-live'
import { WallMap } from '@/components/views/wall-map'
import { WallNodes } from '@/components/views/wall-nodes'
import { WallSummary } from '@/components/views/wall-summary'
import { oneParam, type SearchParams } from '@/lib/kernel/url/search-params'
import { wall } from '@/lib/views/queries/wall'

/** Read once for title and page. */
const wallOf = cache(wall)

type Params = { params: Promise<{ token: string }>; searchParams: Promise<SearchParams> }

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  return { title: (await wallOf((await params).token))?.name ?? 'Not found' }
}

/** A view for a wall: read from afar, by whoever passes, with nothing to click and nobody named. */
export default async function WallPage({ params, searchParams }: Params) {
  const shown = await wallOf((await params).token)
  if (!shown) notFound()
  const { name, page, filter, fleet } = shown
  const theme = oneParam(await searchParams, 'theme') === 'light' ? 'light' : 'dark'
  return (
    <div data-theme={theme} className="min-h-dvh bg-paper text-ink">
      <main className="flex min-h-dvh flex-col gap-6 p-[clamp(1rem,2.2vw,3rem)]">
        <header className="flex flex-wrap items-baseline justify-between gap-x-8 gap-y-2">
          <h1 className="text-[clamp(1.5rem,2.2vw,3rem)] leading-tight font-title">
            <bdi>{name}</bdi>
          </h1>
          <WallLive at={fleet.at} />
        </header>
        <WallSummary fleet={fleet} filter={filter} />
        {page === 'map' ? <WallMap fleet={fleet} filter={filter} /> : <WallNodes rows={fleet.rows} />}
      </main>
    </div>
  )
}
