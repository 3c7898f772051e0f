import clsx from 'clsx'
import { X } from 'lucide-react'
import type { CampaignHead } from '@/lib/campaigns/domain/campaign-page'
import { allMarks, marks } from '@/lib/campaigns/domain/marks'
import { stopText } from '@/lib/campaigns/domain/words'
import { markLooks } from './mark-look'

/** More boxes than these are told as a number alone. */
const mostBoxes = 10

/** How many jobs are how, which is the legend of the squares below, and how near the campaign is to stopping itself. */
export function Figures({ campaign }: { campaign: CampaignHead }) {
  const shown = allMarks.filter((mark) => campaign.counts[mark] > 0 || mark === 'completed')
  return (
    <section
      aria-label="Progress"
      className="flex flex-wrap overflow-hidden rounded-card border bg-surface max-sm:gap-y-2 max-sm:py-2"
    >
      <dl className="flex flex-wrap">
        {shown.map((mark) => {
          const { icon: Icon, ink } = markLooks[mark]
          return (
            <div key={mark} className="flex flex-col-reverse justify-end px-4 py-2.5 sm:border-r">
              <dt className={clsx('flex items-center gap-1.5 font-medium whitespace-nowrap', ink)}>
                <Icon className="size-3.5 shrink-0" aria-hidden="true" />
                {marks[mark].word}
              </dt>
              <dd className="text-xl font-semibold">{campaign.counts[mark]}</dd>
            </div>
          )
        })}
      </dl>
      <StopRule campaign={campaign} />
    </section>
  )
}

function StopRule({ campaign: { rules, failures, worse, state } }: { campaign: CampaignHead }) {
  const limit = rules.stop_failures ?? 0
  const left = limit - failures
  const text = [
    ...(limit > 0 ? [`${failures} of ${limit} ${limit === 1 ? 'failure' : 'failures'}`] : []),
    ...(rules.stop_worse ? [`${worse} Worse`] : []),
    ...(state === 'running' && left === 1 ? ['the next failure stops it'] : []),
  ].join(' · ')
  return (
    <div className="flex min-w-0 flex-col justify-center gap-1 px-4 py-2.5">
      <h2 className="font-title">{stopText(rules)}</h2>
      <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1 text-xs text-ink-2">
        {limit > 0 && limit <= mostBoxes && (
          <span className="flex gap-1" aria-hidden="true">
            {Array.from({ length: limit }, (_, index) => (
              <span
                // biome-ignore lint/suspicious/noArrayIndexKey: the boxes are all alike
                key={index}
                className={clsx(
                  'grid size-4 place-items-center rounded-[3px] border',
                  index < failures ? 'border-error bg-error-soft text-error' : 'border-strong',
                )}
              >
                {index < failures && <X className="size-3" />}
              </span>
            ))}
          </span>
        )}
        <span className={clsx(failures > 0 && 'font-medium text-error')}>{text}</span>
      </p>
    </div>
  )
}
