import clsx from 'clsx'
import { Clock } from 'lucide-react'
import { Fragment } from 'react'
import { Card } from '@/components/ui/card'
import { Link } from '@/components/ui/link'
import { TimeAgo, TimeSpan } from '@/components/ui/time-ago'
import type { CampaignPage, Wave } from '@/lib/campaigns/domain/campaign-page'
import { countMarks, marks, marksText } from '@/lib/campaigns/domain/marks'
import { minutesText, wavesText, waveText } from '@/lib/campaigns/domain/words'
import { shortDid } from '@/lib/kernel/did/short-did'
import { markLooks } from './mark-look'

const isOpen = ({ openedAt, endedAt }: Wave): boolean => openedAt !== null && endedAt === null

/** One square a node, wave by wave, with the pauses between them; `shown`: the wave whose nodes are listed below. */
export const WavesCard = ({ campaign, shown }: { campaign: CampaignPage; shown: number | undefined }) => (
  <Card title="Waves" aside={wavesText(campaign.rules)}>
    <ol className="-mx-4 -mb-4 border-t">
      {campaign.each.map((wave, index) => (
        <Fragment key={wave.wave}>
          {index > 0 && <Pause campaign={campaign} before={campaign.each[index - 1]} wave={wave} />}
          <WaveRow
            wave={wave}
            shown={wave.wave === shown}
            href={`/campaigns/${campaign.id}?wave=${wave.wave}#nodes`}
          />
        </Fragment>
      ))}
    </ol>
  </Card>
)

function WaveRow({ wave, shown, href }: { wave: Wave; shown: boolean; href: string }) {
  return (
    <li
      className={clsx(
        'flex flex-wrap items-center gap-x-4 gap-y-1.5 border-t px-4 py-2.5 first:border-t-0',
        isOpen(wave) && 'bg-accent-soft shadow-[inset_3px_0_0_var(--accent)]',
      )}
      aria-current={isOpen(wave) ? 'step' : undefined}
    >
      <span className="w-32 shrink-0">
        <Link
          href={href}
          aria-current={shown ? 'true' : undefined}
          className="touch-area relative font-title underline decoration-strong underline-offset-3 hover:decoration-current aria-[current]:decoration-accent"
        >
          Wave {wave.wave}
        </Link>{' '}
        <span className={clsx('text-xs', isOpen(wave) ? 'text-ink-2' : 'text-ink-3')}>
          {wave.jobs.length} {wave.jobs.length === 1 ? 'node' : 'nodes'}
        </span>
      </span>
      <Squares wave={wave} />
      <span className={clsx('w-36 max-w-full text-xs', isOpen(wave) ? 'text-ink-2' : 'text-ink-3')}>
        <WaveTimes wave={wave} />
      </span>
      <span className="w-52 max-w-full text-xs text-ink-2 max-sm:w-full">{waveText(wave)}</span>
    </li>
  )
}

/** When it was, or is expected to be. */
function WaveTimes({ wave: { openedAt, endedAt, begins, ends } }: { wave: Wave }) {
  if (openedAt !== null && endedAt !== null) return <TimeSpan from={openedAt} to={endedAt} />
  if (openedAt === null && begins === null) return 'not known'
  return (
    <span className="flex flex-col">
      {openedAt !== null ? (
        <span>
          since <TimeSpan from={openedAt} to={openedAt} />
        </span>
      ) : (
        begins && (
          <span>
            begins <TimeSpan {...begins} />
          </span>
        )
      )}
      <span>
        {ends ? (
          <>
            ends <TimeSpan {...ends} />
          </>
        ) : (
          'end not known'
        )}
      </span>
    </span>
  )
}

const Squares = ({ wave }: { wave: Wave }) => (
  <ul
    className="flex min-w-0 flex-1 basis-48 flex-wrap gap-1"
    aria-label={`Wave ${wave.wave}: ${marksText(countsOf(wave))}`}
  >
    {wave.jobs.map(({ id, mark, node }) => {
      const { icon: Icon, ink, box } = markLooks[mark]
      const name = node.name ?? shortDid(node.did)
      return (
        <li key={id}>
          <Link
            href={`/jobs/${id}`}
            title={`${name}: ${marks[mark].word}`}
            aria-label={`${name}: ${marks[mark].word}`}
            className={clsx('grid size-6 place-items-center rounded-control border', box, ink)}
          >
            <Icon className="size-3.5" aria-hidden="true" />
          </Link>
        </li>
      )
    })}
  </ul>
)

const countsOf = ({ jobs }: Wave) => {
  const counts = countMarks({})
  for (const { mark } of jobs) counts[mark] += 1
  return counts
}

/** What is between two waves: done, going on, or still to come. */
function Pause(props: { campaign: CampaignPage; before: Wave | undefined; wave: Wave }) {
  const { rules, state, stateBy, stateAt } = props.campaign
  const minutes = rules.pause_minutes
  const paused = state === 'paused' && props.before?.endedAt != null && props.wave.openedAt === null
  if (minutes === 0 && !paused) return null
  const pause = `${minutesText(minutes)} pause`
  return (
    <li className="flex items-center gap-2 border-t bg-sunken px-4 py-1.5 text-xs text-ink-2">
      <Clock className="size-3.5 shrink-0" aria-hidden="true" />
      {paused ? (
        <span>
          Paused by {stateBy?.name ?? 'somebody'} <TimeAgo iso={stateAt} form="lasting" />
        </span>
      ) : (
        <span>{props.wave.openedAt === null ? `${pause}, then the stop rule is checked` : pause}</span>
      )}
    </li>
  )
}
