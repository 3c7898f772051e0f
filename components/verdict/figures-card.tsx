import { Card } from '@/components/ui/card'
import { ScrollBox } from '@/components/ui/scroll-box'
import { VisibleText } from '@/components/ui/visible-text'
import { visibleData } from '@/lib/kernel/text/visible-text'
import { metricTitles } from '@/lib/reports/domain/metric'
import { isBetterHigh } from '@/lib/reports/domain/telling-metric'
import type { StoredEvidence } from '@/lib/verdicts/domain/evidence'
import { figureCells } from '@/lib/verdicts/domain/figure-text'
import type { Figure } from '@/lib/verdicts/domain/figures'

/** Only of the metric that a diagnosis names is it known which way is better. */
function Reads({ figure, named }: { figure: Figure; named: boolean }) {
  if (figure.reads === null) return <span className="text-ink-3">not known yet</span>
  if (figure.reads === 'as_usual') return <span className="text-ink-2">as usual</span>
  if (!named) return <span className="font-medium">{figure.reads} than usual</span>
  const better = (figure.reads === 'higher') === isBetterHigh(figure.metric)
  return (
    <span className={better ? 'font-medium text-healthy' : 'font-medium text-error'}>
      {better ? 'better' : 'worse'}
    </span>
  )
}

const cell = 'px-3 py-2 text-right tabular-nums whitespace-nowrap first:pl-0 first:text-left last:pr-0'

/** Left out on a phone. */
const wideCell = `${cell} max-sm:hidden`

const columns = [
  { name: 'Figure' },
  { name: 'Before' },
  { name: 'During', wide: true },
  { name: 'After' },
  { name: 'Change', wide: true },
  { name: 'Usual spread', wide: true },
  { name: 'Reads' },
]

/** The metrics of the node before, during and after a run; nothing without any. */
export function FiguresCard({ evidence: { figures, named } }: { evidence: StoredEvidence }) {
  if (figures.length === 0) return null
  const titles = metricTitles(figures.map(({ metric }) => metric))
  const days = Math.max(...figures.map(({ usual }) => usual?.days ?? 0))
  return (
    <Card
      title="Figures"
      aside={
        days > 0
          ? `medians of up to 6 h; usual spread from the same hours of ${days} days before`
          : 'medians of up to 6 h; what is usual is known after 5 days of reports'
      }
    >
      <ScrollBox label="Figures before and after the run">
        <table className="w-full">
          <thead>
            <tr className="text-xs text-ink-3">
              {columns.map(({ name, wide }) => (
                <th key={name} scope="col" className={`${wide ? wideCell : cell} font-normal`}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {figures.map((figure) => {
              const { before, during, after, change, spread } = figureCells(figure)
              return (
                <tr key={figure.metric} className="border-t">
                  <th
                    scope="row"
                    className={`${cell} font-medium whitespace-normal [overflow-wrap:anywhere]`}
                  >
                    <VisibleText parts={visibleData(titles.get(figure.metric) ?? figure.metric)} />
                  </th>
                  <td className={cell}>{before}</td>
                  <td className={`${wideCell} text-ink-2`}>{during}</td>
                  <td className={`${cell} font-medium`}>{after}</td>
                  <td className={wideCell}>{change}</td>
                  <td className={`${wideCell} text-ink-2`}>{spread}</td>
                  <td className={cell}>
                    <Reads figure={figure} named={figure.metric === named} />
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </ScrollBox>
    </Card>
  )
}
