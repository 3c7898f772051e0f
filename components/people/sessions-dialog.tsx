import { Confirm } from '@/components/ui/confirm'
import { DialogBody, DialogFoot } from '@/components/ui/dialog'
import { ExactTime, TimeAgo } from '@/components/ui/time-ago'
import type { Action } from '@/components/ui/use-send'
import type { PersonAtHand } from '@/lib/people/domain/people-page'

/** The running sessions of a person, to be ended one by one or all. */
export function SessionsDialog({ person, end }: { person: PersonAtHand; end: Action }) {
  const { did, sessions, name } = person
  return (
    <>
      <DialogBody>
        {sessions.length === 0 ? (
          <p className="text-ink-2">{name} is signed in nowhere.</p>
        ) : (
          <ul className="flex flex-col">
            {sessions.map((session) => (
              <li
                key={session.session_id}
                className="flex flex-wrap items-start gap-x-4 gap-y-1.5 border-t py-2 first:border-t-0"
              >
                <div className="min-w-0 flex-1 basis-48">
                  <bdi className="block [overflow-wrap:anywhere]">
                    {session.user_agent || 'A browser that does not name itself'}
                  </bdi>
                  <span className="text-xs text-ink-2">
                    {session.ip_address && (
                      <>
                        <bdi>{session.ip_address}</bdi> ·{' '}
                      </>
                    )}
                    since <ExactTime iso={session.created_at.toISOString()} />, ends{' '}
                    <TimeAgo iso={session.expires_at.toISOString()} />
                  </span>
                </div>
                <Confirm
                  inline
                  outlined
                  action={end}
                  input={{ person: did, session: session.session_id }}
                  label="End"
                  name={`session since ${session.created_at.toISOString().slice(0, 16)}Z`}
                  confirm="Yes, end it"
                  done="The session has ended."
                >
                  End it?
                </Confirm>
              </li>
            ))}
          </ul>
        )}
      </DialogBody>
      <DialogFoot cancel="Close">
        {sessions.length > 0 && (
          <Confirm
            inline
            outlined
            danger
            action={end}
            input={{ person: did }}
            label="End all sessions"
            confirm="Yes, end all"
            done="All sessions have ended."
          >
            End all {sessions.length}?
          </Confirm>
        )}
      </DialogFoot>
    </>
  )
}
