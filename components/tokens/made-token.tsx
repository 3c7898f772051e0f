'use client'

import { CopyButton } from '@/components/ui/copy-button'
import { DialogBody, DialogFoot } from '@/components/ui/dialog'
import { ExactTime } from '@/components/ui/time-ago'
import type { Scope } from '@/lib/kernel/scope'

/** A token that was just created; the dates are as the server sent them. */
export type Made = {
  token: string
  scopes: readonly Scope[]
  expires_at: Date | null
  old_expires_at?: Date
}

/** The only moment at which the token itself can be read. */
export const MadeToken = ({ made, untilUsed }: { made: Made; untilUsed: boolean }) => (
  <>
    <DialogBody>
      <p className="text-ink-2">Copy it now. It is shown this once and stored nowhere.</p>
      <div className="flex items-start gap-2 rounded-control border bg-sunken py-1.5 pr-2 pl-2.5">
        <code className="min-w-0 flex-1 font-mono text-xs break-all">{made.token}</code>
        <CopyButton text={made.token} label="Copy the token" className="text-ink-2" />
      </div>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-5 gap-y-1.5">
        <dt className="text-ink-2">Works</dt>
        <dd>
          {made.expires_at === null ? (
            'until somebody revokes it'
          ) : (
            <>
              until <ExactTime iso={made.expires_at.toISOString()} />
            </>
          )}
        </dd>
        <dt className="text-ink-2">Scopes</dt>
        <dd>{made.scopes.join(', ')}</dd>
        {made.old_expires_at && (
          <>
            <dt className="text-ink-2">The old one</dt>
            <dd>
              {untilUsed ? 'goes on until this one is first used, at the latest until ' : 'goes on until '}
              <ExactTime iso={made.old_expires_at.toISOString()} />
            </dd>
          </>
        )}
      </dl>
    </DialogBody>
    <DialogFoot cancel="Done" />
  </>
)
