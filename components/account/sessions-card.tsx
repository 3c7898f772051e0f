import { Card } from '@/components/ui/card'
import { Confirm } from '@/components/ui/confirm'
import { ExactTime, TimeAgo } from '@/components/ui/time-ago'
import type { Action } from '@/components/ui/use-send'
import type { OwnSession } from '@/lib/people/domain/account-page'
import { browserWords } from '@/lib/people/domain/browser-words'

/** Where the person is signed in. */
export function SessionsCard(props: { sessions: readonly OwnSession[]; end: Action; endOthers: Action }) {
  const { sessions } = props
  const others = sessions.filter(({ current }) => !current).length
  return (
    <Card
      title="Sessions"
      aside={sessions.length === 1 ? 'signed in here only' : `signed in at ${sessions.length} places`}
    >
      <ul>
        {sessions.map(({ session_id: session, created_at, expires_at, ip_address, user_agent, current }) => (
          <li
            key={session}
            className="flex min-h-11 flex-wrap items-center gap-x-3 border-t py-1.5 first:border-t-0"
          >
            <span className="min-w-0 flex-1 basis-48">
              <span title={user_agent ?? undefined}>{browserWords(user_agent)}</span>
              {current && <span className="ml-2 text-xs font-medium text-healthy">this browser</span>}
              <span className="block text-xs text-ink-3">
                {ip_address && (
                  <>
                    <bdi>{ip_address}</bdi> ·{' '}
                  </>
                )}
                since <ExactTime iso={created_at.toISOString()} />, ends{' '}
                <TimeAgo iso={expires_at.toISOString()} />
              </span>
            </span>
            {!current && (
              <Confirm
                inline
                action={props.end}
                input={{ session }}
                label="End"
                name={browserWords(user_agent)}
                confirm="Yes, end it"
                done="The session has ended."
              >
                End this session?
              </Confirm>
            )}
          </li>
        ))}
      </ul>
      {others > 0 && (
        <div className="mt-2 border-t pt-3">
          <Confirm
            action={props.endOthers}
            input={{}}
            label="End all other sessions"
            confirm={others === 1 ? 'Yes, end it' : `Yes, end all ${others}`}
            done="All other sessions have ended."
          >
            <p>Whoever is signed in there has to sign in again.</p>
          </Confirm>
        </div>
      )}
    </Card>
  )
}
