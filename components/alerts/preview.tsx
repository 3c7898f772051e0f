import { Card } from '@/components/ui/card'
import { Link } from '@/components/ui/link'
import type { Condition } from '@/lib/alerts/domain/condition'
import type { RulePreview } from '@/lib/alerts/domain/preview-page'
import { limitText } from '@/lib/alerts/domain/rule-text'
import { nodePath } from '@/lib/kernel/did/did-param'
import { shortDid } from '@/lib/kernel/did/short-did'
import { countText } from '@/lib/kernel/text/count-text'
import { durationName } from '@/lib/series/domain/time-range'
import { PreviewSpans } from './preview-spans'

const mostRows = 20

const times = (count: number): string => (count === 1 ? 'once' : `${countText(count)} times`)
const nodesText = (count: number): string => (count === 1 ? '1 node' : `${countText(count)} nodes`)

/** What the rule would have done, before it is saved. */
export function Preview({
  preview,
  condition,
}: {
  preview: RulePreview | null
  condition: Condition | null
}) {
  if (preview === null)
    return (
      <Card title="Preview">
        <p className="text-ink-2">Complete the rule to see when it would have fired in the last 30 days.</p>
      </Card>
    )
  return <KnownPreview preview={preview} condition={condition} />
}

function KnownPreview({ preview, condition }: { preview: RulePreview; condition: Condition | null }) {
  const { told, rows, seen, nodes, limits, least, most, from, to } = preview
  const still = rows.filter((row) => row.spans.some((span) => span.to === null)).length
  return (
    <Card className="flex flex-col gap-3">
      <h2 className="font-title">
        In the last 30 days this rule would have notified you {times(told)}, on {countText(rows.length)} of{' '}
        {nodesText(nodes)}.
      </h2>
      <p className="text-xs text-ink-2">
        {still > 0 && `${countText(still)} of them would be firing now. `}
        {seen < nodes &&
          `Only ${nodesText(seen)} were checked: this rule fires too often to check all of them quickly. `}
        {preview.unheard > 0 &&
          `${preview.unheard === 1 ? '1 firing' : `${countText(preview.unheard)} firings`} would have reached nobody: held back by a maintenance window or a job. `}
        {preview.exact
          ? 'Counted from every report that is still kept.'
          : `Counted from five-minute averages${between(least, most)}.`}{' '}
        Took {preview.seconds.toFixed(1)} s.
      </p>
      {limits.length > 0 && condition?.kind === 'metric' && (
        <Limits preview={preview} condition={condition} />
      )}
      {rows.length > 0 && (
        <table className="w-full text-xs">
          <caption className="sr-only">Firings by node</caption>
          <thead className="text-left text-ink-3">
            <tr>
              <th scope="col" className="py-1 font-normal">
                Node
              </th>
              <th scope="col" className="py-1 font-normal max-md:hidden">
                Firings over the last 30 days
              </th>
              <th scope="col" className="py-1 text-right font-normal">
                Firings
              </th>
              <th scope="col" className="py-1 text-right font-normal">
                Total time
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, mostRows).map((row) => (
              <tr key={row.did} className="border-t">
                <td className="max-w-48 truncate py-1 pr-3">
                  <Link href={nodePath(row.did)} title={row.did} className="hover:underline">
                    <bdi>{row.name ?? shortDid(row.did)}</bdi>
                  </Link>
                </td>
                <td className="w-full py-1 max-md:hidden">
                  <PreviewSpans spans={row.spans} from={from} to={to} />
                </td>
                <td className="py-1 pl-3 text-right tabular-nums">{countText(row.spans.length)}</td>
                <td className="py-1 pl-3 text-right whitespace-nowrap">
                  {durationName(row.spans.reduce((sum, span) => sum + (span.to ?? to) - span.from, 0))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {rows.length > mostRows && (
        <p className="text-xs text-ink-2">and {nodesText(rows.length - mostRows)} more</p>
      )}
    </Card>
  )
}

/** Between what numbers the truth lies. */
const between = (least: number | null, most: number | null): string =>
  least === null || most === null || least === most
    ? ''
    : `; minute by minute, the number is between ${countText(least)} and ${countText(most)}`

/** How often it would have told at other limits. */
function Limits(props: { preview: RulePreview; condition: Extract<Condition, { kind: 'metric' }> }) {
  const { limits, told } = props.preview
  const most = Math.max(1, ...limits.map((one) => one.told))
  return (
    <dl
      className="grid max-w-96 grid-cols-[auto_1fr_auto] items-center gap-x-3 gap-y-0.5 text-xs"
      aria-label="Notifications by limit"
    >
      {limits.map(({ limit, told: count }, index) => (
        <div
          key={limit}
          className={
            index === 1
              ? 'col-span-3 grid grid-cols-subgrid items-center rounded bg-accent-soft font-medium'
              : 'col-span-3 grid grid-cols-subgrid items-center text-ink-2'
          }
        >
          <dt>{limitText(props.condition, limit)}</dt>
          <dd aria-hidden="true">
            <span className="block h-1.5 bg-warning" style={{ width: `${(100 * count) / most}%` }} />
          </dd>
          <dd className="text-right tabular-nums">{index === 1 ? countText(told) : countText(count)}</dd>
        </div>
      ))}
    </dl>
  )
}
