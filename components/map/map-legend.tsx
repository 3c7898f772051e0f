import { Kbd } from '@/components/ui/kbd'
import { StatusMark } from '@/components/ui/status-mark'
import { type FillScale, stepEnds } from '@/lib/fleet/domain/map-fill'
import { stateOrder } from '@/lib/fleet/domain/node-state'
import { formatMetric } from '@/lib/reports/domain/display'
import { metricTitle } from '@/lib/reports/domain/metric'

/** Written out, because the style sheet has only classes that stand in a source. */
const fills = ['bg-fill-0', 'bg-fill-1', 'bg-fill-2', 'bg-fill-3', 'bg-fill-4'] as const

function endText(metric: string, { percent, top }: FillScale, end: number): string {
  if (percent) return end === 100 ? '100%' : String(end)
  const { text, unit } = formatMetric(metric, (end / 100) * top)
  return `${text} ${unit}`.trim()
}

const Steps = ({ metric, scale }: { metric: string; scale: FillScale }) => (
  <ol aria-label="Steps of the fill" className="flex text-2xs text-ink-2">
    {fills.map((fill, step) => (
      <li key={fill} className="w-14">
        <span className={`block h-2 ${fill}`} />
        <span className="block text-right whitespace-nowrap">
          ≤ {endText(metric, scale, stepEnds[step] ?? 100)}
        </span>
      </li>
    ))}
  </ol>
)

/** What the marks mean. */
export function MapLegend({ fill, scale }: { fill: string | undefined; scale: FillScale | undefined }) {
  return (
    <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
      <span>
        <span className="mr-2 font-title">{fill === undefined ? 'Status' : metricTitle(fill)}</span>
        <span className="text-xs text-ink-2">one mark is one node</span>
      </span>
      {fill !== undefined && scale && <Steps metric={fill} scale={scale} />}
      <ul aria-label="Shapes" className="flex flex-wrap gap-x-4 text-xs">
        {stateOrder
          .filter((state) => fill === undefined || state !== 'Healthy')
          .map((state) => (
            <li key={state}>
              <StatusMark state={state} />
              {fill !== undefined && state === 'Silent' && <span className="text-ink-2">: no value</span>}
            </li>
          ))}
      </ul>
    </div>
  )
}

const keys = [
  [['Tab'], 'group'],
  [['←', '↑', '↓', '→'], 'node'],
  [['n'], 'next ill node'],
  [['Enter'], 'open'],
  [['c'], 'compare'],
  [['+', '−'], 'zoom'],
] as const

export const MapKeys = () => (
  <div className="mt-5 flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1.5 border-t pt-3 text-xs text-ink-2">
    <ul aria-label="Keys" className="flex flex-wrap gap-x-5 gap-y-1 touch:hidden">
      {keys.map(([names, what]) => (
        <li key={what} className="flex items-center gap-1">
          {names.map((name) => (
            <Kbd key={name}>{name}</Kbd>
          ))}{' '}
          {what}
        </li>
      ))}
    </ul>
    <p>updates every 5 s; nothing changes place while you point at it</p>
  </div>
)
