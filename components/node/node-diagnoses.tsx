import { LocalTime } from '@/components/charts/local-time'
import { Card } from '@/components/ui/card'
import { StatusMark } from '@/components/ui/status-mark'
import { VisibleText } from '@/components/ui/visible-text'
import { visibleData, visibleProse } from '@/lib/kernel/text/visible-text'
import type { DiagnosisEntry } from '@/lib/series/domain/node-charts'

const seconds = (iso: string): number => Date.parse(iso) / 1_000

const counted = (count: number, one: string): string =>
  `${count.toLocaleString('en-GB')} ${count === 1 ? one : `${one}s`}`

/** The diagnoses of the range, each with its first and last report and how often it came, the latest first. */
export function NodeDiagnoses({ diagnoses }: { diagnoses: DiagnosisEntry[] }) {
  return (
    <Card
      title="Diagnoses in this range"
      aside={diagnoses.length > 0 && (diagnoses.length === 20 ? 'latest 20' : 'latest first')}
    >
      {diagnoses.length === 0 ? (
        <p className="text-ink-2">No diagnoses in this range.</p>
      ) : (
        <ol>
          {diagnoses.map((entry) => (
            <li
              key={`${entry.to} ${entry.status} ${entry.code}`}
              className="grid grid-cols-[6rem_1fr] gap-x-4 border-t py-2 first:border-t-0 lg:grid-cols-[6rem_21rem_1fr]"
            >
              <StatusMark state={entry.status} />
              <div className="text-ink-2">
                <LocalTime at={seconds(entry.from)} />
                {entry.to !== entry.from && (
                  <>
                    {' – '}
                    <LocalTime at={seconds(entry.to)} />
                  </>
                )}
                <div className="text-xs text-ink-3">
                  {entry.runs > 1 && `${counted(entry.runs, 'time')}, `}
                  {counted(entry.reports, 'report')}
                </div>
              </div>
              <div className="min-w-0 [overflow-wrap:anywhere] max-lg:col-span-2">
                {entry.code && (
                  <span className="mr-2 font-mono">
                    <VisibleText parts={visibleData(entry.code)} />
                  </span>
                )}
                {entry.recommendation && (
                  <span className="text-ink-2">
                    <VisibleText parts={visibleProse(entry.recommendation)} />
                  </span>
                )}
                {!entry.code && !entry.recommendation && <span className="text-ink-3">no diagnosis</span>}
              </div>
            </li>
          ))}
        </ol>
      )}
    </Card>
  )
}
