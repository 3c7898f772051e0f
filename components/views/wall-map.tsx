import clsx from 'clsx'
import { MapLegend } from '@/components/map/map-legend'
import type { FleetFilter } from '@/lib/fleet/domain/fleet-filter'
import type { FleetList } from '@/lib/fleet/domain/fleet-page'
import { groupName, illCounts } from '@/lib/fleet/domain/map-group-words'
import { mapGroups } from '@/lib/fleet/domain/map-groups'
import type { MapNode } from '@/lib/fleet/domain/map-node'
import { stateName } from '@/lib/fleet/domain/node-state'
import { countText } from '@/lib/kernel/text/count-text'
import { WallMarks } from './wall-marks'
import { WallNodes } from './wall-nodes'

/** Every node as a mark, in groups, with the worst by name below. */
export function WallMap({ fleet, filter }: { fleet: FleetList<MapNode>; filter: FleetFilter }) {
  const groups = mapGroups(fleet.rows)
  return (
    <>
      {filter.fill !== undefined && <MapLegend fill={filter.fill} scale={fleet.fill} />}
      <div className={clsx('columns-1 gap-10', groups.length > 1 && 'lg:columns-2')}>
        {groups.map((group) => (
          <section key={group.key} className="mb-6 break-inside-avoid">
            <h2 className="mb-2 flex items-baseline gap-3 text-[clamp(1rem,1.4vw,2rem)] leading-tight font-title">
              <bdi className="min-w-0 truncate">{groupName(group, filter)}</bdi>
              <span className="font-normal text-ink-2">{countText(group.nodes.length)}</span>
              <span className="ml-auto font-normal text-ink-2">
                {illCounts(group.nodes)
                  .map(([state, count]) => `${countText(count)} ${stateName(state)}`)
                  .join(' · ')}
              </span>
            </h2>
            <WallMarks
              filled={filter.fill !== undefined}
              outage={group.outage && { from: group.outage.from, count: group.outage.count }}
              marks={group.nodes.map(({ state, step }) => [state, step] as const)}
              label={`${groupName(group, filter)}: ${group.nodes.length} nodes`}
            />
          </section>
        ))}
      </div>
      <WallNodes rows={fleet.rows} />
    </>
  )
}
