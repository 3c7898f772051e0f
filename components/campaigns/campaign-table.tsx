import { Link } from '@/components/ui/link'
import { SettingsTable } from '@/components/ui/settings-table'
import { TimeAgo } from '@/components/ui/time-ago'
import type { CampaignHead } from '@/lib/campaigns/domain/campaign-page'
import { marksText } from '@/lib/campaigns/domain/marks'
import { StatePill } from './state-pill'

const cell = 'px-3 py-2 first:pl-4 @max-4xl:p-0'

const columns = ['State', 'Campaign', 'Task', 'Nodes', 'Wave', 'Jobs', 'Requester'].map((name) => ({ name }))

export const CampaignTable = ({ campaigns }: { campaigns: readonly CampaignHead[] }) => (
  <SettingsTable caption="Campaigns" columns={columns}>
    {campaigns.map((campaign) => (
      <tr
        key={campaign.id}
        className="relative border-t first:border-t-0 hover:bg-sunken/60 @max-4xl:flex @max-4xl:flex-wrap @max-4xl:items-center @max-4xl:gap-x-3 @max-4xl:gap-y-1 @max-4xl:px-4 @max-4xl:py-2.5"
      >
        <td className={cell}>
          <StatePill state={campaign.state} />
        </td>
        <td className={`${cell} min-w-0`}>
          <Link href={`/campaigns/${campaign.id}`} className="font-medium after:absolute after:inset-0">
            <bdi>{campaign.name}</bdi>
          </Link>
        </td>
        <td className={`${cell} font-mono [overflow-wrap:anywhere]`}>
          <bdi>{campaign.task}</bdi>
        </td>
        <td className={cell}>
          {campaign.nodes}
          <span className="@4xl:hidden"> {campaign.nodes === 1 ? 'node' : 'nodes'}</span>
        </td>
        <td className={`${cell} whitespace-nowrap`}>
          <span className="@4xl:hidden">wave </span>
          {campaign.wave ?? 0} of {campaign.waves}
        </td>
        <td className={`${cell} text-ink-2`}>{marksText(campaign.counts)}</td>
        <td className={`${cell} text-ink-2`}>
          <bdi>{campaign.requester?.name ?? 'nobody who still has an account'}</bdi>
        </td>
        <td className={`${cell} pr-4 text-right whitespace-nowrap text-ink-2`}>
          <TimeAgo iso={campaign.createdAt} form="age" />
        </td>
      </tr>
    ))}
  </SettingsTable>
)
