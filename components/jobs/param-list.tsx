import { ScrollBox } from '@/components/ui/scroll-box'
import { VisibleText } from '@/components/ui/visible-text'
import { isJsonObject, type JsonValue } from '@/lib/kernel/json/json'
import { visibleData, visibleJson } from '@/lib/kernel/text/visible-text'
import type { ParamChange } from '@/lib/tasks/domain/param-changes'

const Changed = ({ children }: { children: React.ReactNode }) => (
  <span className="rounded-[4px] bg-warning-soft px-1.5 font-sans text-xs font-medium text-warning">
    {children}
  </span>
)

function Value({ name, value }: { name: string; value: JsonValue }) {
  const parts = visibleJson(value)
  const length = parts.reduce((sum, part) => sum + part.text.length, 0)
  const text = (
    <span className="whitespace-pre-wrap [overflow-wrap:anywhere]">
      <VisibleText parts={parts} />
    </span>
  )
  return length > 400 ? (
    <ScrollBox label={`Value of ${name}`} className="max-h-40 w-full rounded-control border bg-sunken p-2">
      {text}
    </ScrollBox>
  ) : (
    text
  )
}

/** Each parameter as typed JSON on its own line, with its previous value if that differs. */
export function ParamList({ params, changes }: { params: JsonValue; changes: ParamChange[] }) {
  const entries = isJsonObject(params) ? Object.entries(params) : []
  const gone = changes.filter((change) => change.kind === 'gone')
  if (params !== null && !isJsonObject(params)) return <Value name="params" value={params} />
  if (entries.length === 0 && gone.length === 0) return <span className="text-ink-2">none</span>
  return (
    <ul className="flex flex-col gap-1 font-mono">
      {entries.map(([name, value]) => {
        const change = changes.find((entry) => entry.name === name)
        return (
          <li key={name} className="flex min-w-0 flex-wrap items-baseline gap-x-2">
            <span className="text-ink-3">
              <VisibleText parts={visibleData(name)} />
            </span>
            <Value name={name} value={value} />
            {change?.kind === 'new' && <Changed>not set last time</Changed>}
            {change?.kind === 'changed' && (
              <Changed>
                was <Short value={change.was} /> last time
              </Changed>
            )}
          </li>
        )
      })}
      {gone.map((change) => (
        <li key={change.name} className="flex min-w-0 flex-wrap items-baseline gap-x-2">
          <span className="text-ink-3 line-through">
            <VisibleText parts={visibleData(change.name)} />
          </span>
          <Changed>
            was <Short value={change.was} /> last time, now left out
          </Changed>
        </li>
      ))}
    </ul>
  )
}

/** A previous value, shortened if it is long, since the present one is what counts. */
function Short({ value }: { value: JsonValue }) {
  const text = JSON.stringify(value)
  const cut = text.length > 80 ? `${text.slice(0, 79).toWellFormed()}…` : text
  return (
    <span className="font-mono [overflow-wrap:anywhere]">
      <VisibleText parts={visibleData(cut)} />
    </span>
  )
}
