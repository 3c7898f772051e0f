import { Did } from '@/components/ui/did'
import { VisibleText } from '@/components/ui/visible-text'
import type { RequestStart } from '@/lib/board/domain/request-form'
import { visibleData } from '@/lib/kernel/text/visible-text'

/** The fixed node and task of a repeated or changed job: another node or task would be a different request. */
export const FixedTarget = ({ start, name }: { start: RequestStart; name: string | null }) => (
  <dl className="grid grid-cols-[4rem_minmax(0,1fr)] gap-x-3 gap-y-1">
    <dt className="text-ink-3">Node</dt>
    <dd className="min-w-0">
      {name !== null && (
        <span className="mr-1.5 font-medium">
          <VisibleText parts={visibleData(name)} />
        </span>
      )}
      <Did did={start.nodeDid} whole />
    </dd>
    <dt className="text-ink-3">Task</dt>
    <dd className="min-w-0 font-mono [overflow-wrap:anywhere]">
      <VisibleText parts={visibleData(start.task)} />
    </dd>
  </dl>
)
