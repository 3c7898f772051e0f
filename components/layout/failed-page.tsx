import { useSyncExternalStore } from 'react'
import { Button } from '@/components/ui/button'
import { lastRequest } from './last-request'
import { useServerProblem } from './use-server-problem'

const never = () => () => undefined

/** The content of an error page, with the request's id as the server's log has it; without one, the error's digest. */
export function FailedPage({ digest, retry }: { digest: string | undefined; retry: () => void }) {
  const request = useSyncExternalStore(never, lastRequest, () => null)
  const reason = useServerProblem()
  return (
    <div className="flex flex-col items-start gap-3">
      {/* Not PageHeader: every page loads this one too, and it shows no times. */}
      <h1 className="text-xl font-title">This page could not be loaded</h1>
      <p className="max-w-prose text-ink-2">
        Nothing was changed. {reason ?? 'The database may be unavailable for a moment.'} This page keeps
        trying. If the problem persists, find the cause in the server’s log, and run{' '}
        <code className="font-mono text-xs">npx hakim doctor</code> to check the database and the
        configuration.
      </p>
      {(request ?? digest) && (
        <p className="text-xs text-ink-2">
          In the log: {request ? 'request ' : ''}
          <code className="font-mono">{request ?? digest}</code>
        </p>
      )}
      <Button variant="primary" onClick={retry}>
        Try again
      </Button>
    </div>
  )
}
