import type { ChangedLine } from '@/lib/kernel/text/changed-lines'

/** What differs between two versions, condition by condition. */
export const ChangedLines = ({ lines }: { lines: readonly ChangedLine[] }) => (
  <dl className="flex flex-col">
    {lines.map(({ key, label, before, after }) => (
      <div
        key={key}
        className="grid grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)] items-center gap-x-2 gap-y-1 border-t py-1.5 first:border-t-0 sm:grid-cols-[7.5rem_minmax(0,1fr)_auto_minmax(0,1fr)]"
      >
        <dt className="text-ink-2 [overflow-wrap:anywhere] max-sm:col-span-3">{label}</dt>
        <dd className="min-w-0">
          <span className="sr-only">before: </span>
          <Side text={before} look="bg-error-soft text-error" />
        </dd>
        <dd aria-hidden="true" className="text-ink-3">
          →
        </dd>
        <dd className="min-w-0">
          <span className="sr-only">now: </span>
          <Side text={after} look="bg-healthy-soft font-medium text-healthy" />
        </dd>
      </div>
    ))}
  </dl>
)

const Side = ({ text, look }: { text: string | null; look: string }) =>
  text === null ? (
    <span className="text-ink-3">none</span>
  ) : (
    <span className={`rounded-[4px] box-decoration-clone px-1.5 py-px [overflow-wrap:anywhere] ${look}`}>
      {text}
    </span>
  )
