import { Notice } from '@/components/ui/notice'
import { VisibleText } from '@/components/ui/visible-text'
import type { ConsentRefusal } from '@/lib/jobs/domain/consent-refusal'
import { visibleProse } from '@/lib/kernel/text/visible-text'

/** The agent did not believe that the job was approved, and ran nothing. */
export function ConsentRefused({ refusal: { code, expected, seen } }: { refusal: ConsentRefusal }) {
  return (
    <Notice tone="error">
      <strong className="font-title text-error">Consent could not be verified</strong>
      <p className="text-ink-2">
        The agent refused the job (<span className="font-mono">{code}</span>) and ran nothing.
      </p>
      <dl className="mt-1 grid grid-cols-[auto_1fr] gap-x-3 [overflow-wrap:anywhere]">
        <dt className="text-ink-3">Expected</dt>
        <dd>
          <VisibleText parts={visibleProse(expected)} />
        </dd>
        <dt className="text-ink-3">Seen</dt>
        <dd>
          <VisibleText parts={visibleProse(seen)} />
        </dd>
      </dl>
    </Notice>
  )
}
