import clsx from 'clsx'
import { type CampaignState, stateNames } from '@/lib/campaigns/domain/campaign'

const looks: Record<CampaignState, string> = {
  running: 'bg-running-soft text-running',
  paused: 'bg-warning-soft text-warning',
  stopped: 'bg-error-soft text-error',
  cancelled: 'bg-unknown-soft text-unknown',
  finished: 'bg-healthy-soft text-healthy',
}

export const StatePill = ({ state }: { state: CampaignState }) => (
  <span
    className={clsx(
      'inline-block rounded-[4px] px-2 py-px align-middle text-xs font-medium whitespace-nowrap',
      looks[state],
    )}
  >
    {stateNames[state]}
  </span>
)
