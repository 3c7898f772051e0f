import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { DutyCard } from '@/components/consent/duty-card'
import { GroupHead } from '@/components/consent/group-head'
import { RotaCard } from '@/components/consent/rota-card'
import { SwapsCard } from '@/components/consent/swaps-card'
import { readerZone } from '@/lib/auth/reader-zone'
import { requirePerson } from '@/lib/auth/viewer'
import { groupPage } from '@/lib/consent/queries/group-page'
import { titleText } from '@/lib/kernel/text/title-text'
import { shownZone } from '@/lib/kernel/time/shown-zone'
import { addSwap, removeRota, removeSwap, setRota } from '../../actions'

type Props = { params: Promise<{ groupId: string }> }

const read = cache(async (id: string) => groupPage(await requirePerson(), id))

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const page = await read((await params).groupId)
  return { title: page ? `${titleText(page.group.name)} · Groups` : 'Group not found' }
}

export default async function GroupPage({ params }: Props) {
  const page = await read((await params).groupId)
  if (!page) notFound()
  const { group, rota, refusal } = page
  const may = refusal === null
  return (
    <>
      <GroupHead group={group} />
      <div className="grid grid-cols-1 items-start gap-3.5 lg:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-3.5">
          <DutyCard rota={rota} />
          {rota && <SwapsCard group={group} rota={rota} may={may} actions={{ addSwap, removeSwap }} />}
        </div>
        <RotaCard
          group={group}
          rota={rota}
          refusal={refusal}
          zone={shownZone(await readerZone(), null)}
          actions={{ setRota, removeRota }}
        />
      </div>
    </>
  )
}
