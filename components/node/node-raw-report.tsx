import { CopyButton } from '@/components/ui/copy-button'
import { ScrollBox } from '@/components/ui/scroll-box'
import { TimeAgo } from '@/components/ui/time-ago'
import type { JsonValue } from '@/lib/kernel/json/json'

/** The last report exactly as it came, collapsed at first. */
export function NodeRawReport({ report, at }: { report: { json: JsonValue } | null; at: string }) {
  const text = report
    ? JSON.stringify(report.json, null, 2)
    : 'The raw report is over 1 MB. Read it from the database, or with GET /api/v1/nodes/{did}/reports?limit=1.'
  return (
    <details className="rounded-card border bg-surface">
      <summary className="flex control-h cursor-pointer items-center gap-2 px-4 before:text-ink-3 before:content-['▸'] open:before:content-['▾'] in-open:before:content-['▾']">
        <h2 className="font-title">Raw report</h2>
        <span className="text-xs text-ink-3">
          latest, <TimeAgo iso={at} />
        </span>
      </summary>
      <div className="relative border-t">
        <CopyButton
          text={text}
          label="Copy raw report"
          className="absolute! top-2.5 right-5 bg-sunken p-1.5"
        />
        <ScrollBox label="Raw report as JSON" className="max-h-96 overflow-auto bg-sunken p-4">
          <pre dir="ltr" className="font-mono text-xs text-ink-2">
            {text}
          </pre>
        </ScrollBox>
      </div>
    </details>
  )
}
