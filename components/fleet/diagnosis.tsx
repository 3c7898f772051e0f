import type { ReactNode } from 'react'
import { TimeAgo } from '@/components/ui/time-ago'
import type { FleetRow } from '@/lib/fleet/domain/fleet-page'
import { visibleLine } from '@/lib/kernel/text/visible-text'

/** What its latest report says is wrong with a node, or that there is none. */
export function Diagnosis({ row }: { row: FleetRow }): ReactNode {
  if (row.heardAt === null) return <span className="text-ink-2">no report yet</span>
  if (row.state === 'Silent')
    return (
      <span className="text-ink-2">
        no report <TimeAgo iso={row.heardAt} form="lasting" />
      </span>
    )
  if (!row.diagnosis) return <span className="text-ink-3 @max-4xl:hidden">–</span>
  return (
    <span
      title={[row.diagnosis.code, row.diagnosis.recommendation]
        .filter((text) => text)
        .map((text) => visibleLine(text ?? ''))
        .join(': ')}
    >
      {row.diagnosis.code ? (
        <>
          <bdi className="font-mono text-xs">{visibleLine(row.diagnosis.code)}</bdi>
          <bdi className="ml-2.5 text-ink-2 @max-7xl:hidden">
            {visibleLine(row.diagnosis.recommendation ?? '')}
          </bdi>
        </>
      ) : (
        <bdi>{visibleLine(row.diagnosis.recommendation ?? '')}</bdi>
      )}
    </span>
  )
}
