import { LocalTime } from '@/components/charts/local-time'
import { Card } from '@/components/ui/card'
import { StatusMark } from '@/components/ui/status-mark'
import type { DiagnosisEntry } from '@/lib/series/domain/node-charts'

/** The changes of diagnosis in the range, newest first. */
export function NodeDiagnoses({ diagnoses }: { diagnoses: DiagnosisEntry[] }) {
  return (
    <Card
      title="Diagnoses in this range"
      aside={diagnoses.length > 0 && (diagnoses.length === 20 ? 'latest 20 changes' : 'newest first')}
    >
      {diagnoses.length === 0 ? (
        <p className="text-ink-2">No diagnoses in this range.</p>
      ) : (
        <ol>
          {diagnoses.map((entry) => (
            <li
              key={`${entry.at} ${entry.status} ${entry.code} ${entry.recommendation}`}
              className="grid grid-cols-[6rem_1fr] gap-x-4 border-t py-2 first:border-t-0 sm:grid-cols-[6rem_9rem_1fr]"
            >
              <StatusMark state={entry.status} />
              <LocalTime at={Date.parse(entry.at) / 1_000} className="text-ink-2" />
              <div className="min-w-0 [overflow-wrap:anywhere] max-sm:col-span-2">
                {entry.code && <bdi className="mr-2 font-mono">{entry.code}</bdi>}
                {entry.recommendation && <bdi className="text-ink-2">{entry.recommendation}</bdi>}
                {!entry.code && !entry.recommendation && <span className="text-ink-3">no diagnosis</span>}
              </div>
            </li>
          ))}
        </ol>
      )}
    </Card>
  )
}
