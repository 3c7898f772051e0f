import { ranText } from '@/lib/jobs/domain/document-changes'

/** Whether the node finds out what the request would change, before anybody decides on it; `nodes`: how many of many can. */
export const TryFirst = ({
  command,
  nodes,
}: {
  command: readonly string[]
  nodes?: { can: number; all: number }
}) => (
  <label className="flex items-start gap-2">
    <input
      type="checkbox"
      name="dry_run"
      defaultChecked
      className="mt-0.5 size-4 shrink-0 accent-(--accent)"
    />
    <span className="min-w-0">
      Try it first: show what would change
      <span className="block text-xs text-ink-3 [overflow-wrap:anywhere]">
        {nodes ? whoCan(nodes) : 'The node runs'}{' '}
        <code className="font-mono text-ink-2">{ranText(command)}</code>, which changes nothing, as its owner
        has declared.{' '}
        {nodes ? 'The approval of each job waits for its own result' : 'Approvals wait for the result'}, ten
        minutes at most, and {nodes ? 'covers' : 'cover'} it.
      </span>
    </span>
  </label>
)

const whoCan = ({ can, all }: { can: number; all: number }): string =>
  can === all ? 'Each node runs' : `${can} of the ${all} nodes can: ${can === 1 ? 'it runs' : 'each runs'}`
