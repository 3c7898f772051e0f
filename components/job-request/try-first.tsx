import { ranText } from '@/lib/jobs/domain/document-changes'

/** Whether the node finds out what the request would change, before anybody decides on it. */
export const TryFirst = ({ command }: { command: readonly string[] }) => (
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
        The node runs <code className="font-mono text-ink-2">{ranText(command)}</code>, which changes nothing,
        as its owner has declared. Approvals wait for the result, ten minutes at most, and cover it.
      </span>
    </span>
  </label>
)
