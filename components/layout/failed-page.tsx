import { Button } from '@/components/ui/button'
import { PageHeader } from '@/components/ui/page-header'

/** What an error page says: what happened, that nothing was lost, and what to do. `digest` finds it in the log. */
export function FailedPage({ digest, retry }: { digest: string | undefined; retry: () => void }) {
  return (
    <div className="flex flex-col items-start gap-3">
      <PageHeader title="This page could not be read" />
      <p className="max-w-prose text-ink-2">
        Nothing was changed. Most often the database is away for a moment: try again. If it stays like this,
        the server’s log has the cause, and <code className="font-mono text-xs">npx hakim doctor</code> checks
        database and configuration.
      </p>
      {digest && (
        <p className="text-xs text-ink-2">
          In the log it is <code className="font-mono">{digest}</code>.
        </p>
      )}
      <Button variant="primary" onClick={retry}>
        Try again
      </Button>
    </div>
  )
}
