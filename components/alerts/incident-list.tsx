import { Link } from '@/components/ui/link'
import { TimeAgo } from '@/components/ui/time-ago'
import type { ShownIncident } from '@/lib/alerts/domain/alerts-page'
import { nodePath } from '@/lib/kernel/did/did-param'
import { shortDid } from '@/lib/kernel/did/short-did'
import { durationName } from '@/lib/series/domain/time-range'

/** Each node of an alert, and how long it lasted there. */
export const IncidentList = ({ incidents }: { incidents: readonly ShownIncident[] }) => (
  <ul className="flex flex-col divide-y">
    {incidents.map(({ did, name, startedAt, endedAt }) => (
      <li key={`${did} ${startedAt}`} className="flex flex-wrap gap-x-4 gap-y-0.5 py-1.5">
        <Link href={nodePath(did)} title={did} className="font-medium hover:underline">
          <bdi>{name ?? shortDid(did)}</bdi>
        </Link>
        <span className="text-ink-2">
          {endedAt === null ? (
            <TimeAgo iso={startedAt} form="lasting" />
          ) : (
            <>
              {durationName((Date.parse(endedAt) - Date.parse(startedAt)) / 1_000)}, resolved{' '}
              <TimeAgo iso={endedAt} />
            </>
          )}
        </span>
      </li>
    ))}
  </ul>
)
