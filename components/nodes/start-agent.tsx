import { Check, Hourglass } from 'lucide-react'
import { ButtonLink } from '@/components/ui/button'
import { CommandLine } from '@/components/ui/command-line'
import { DialogBody, DialogFoot } from '@/components/ui/dialog'
import { Notice } from '@/components/ui/notice'
import { TimeAgo } from '@/components/ui/time-ago'
import type { AddedWithToken } from '@/lib/consent/domain/added-node'
import { stateName } from '@/lib/fleet/domain/node-state'
import type { NodesPage } from '@/lib/fleet/domain/nodes-page'
import { FirstTasksFile } from './first-tasks-file'

/** The line that starts a new node's agent, its tasks file with the owners' keys, and whether it has reported. */
export function StartAgent(props: { made: AddedWithToken; added: NodesPage['added'] }) {
  const { did, line, owners, warnings } = props.made
  const heardAt = props.added?.heardAt ?? null
  return (
    <>
      <DialogBody>
        {warnings.map((warning) => (
          <Notice key={warning} tone="warning">
            {warning}
          </Notice>
        ))}
        <p className="text-ink-2">
          Run this on the node, which needs Node.js 20.9 or later. It checks the agent that it downloads, and
          holds a token that is shown only now; the token works for 90 days.
        </p>
        <CommandLine command={line} />
        {owners && <FirstTasksFile did={did} owners={owners} />}
        <p role="status" className="flex items-center gap-2">
          {heardAt === null ? (
            <>
              <Hourglass className="size-4 text-pending" aria-hidden="true" /> Waiting for its first report…
            </>
          ) : (
            <span className="flex items-center gap-2 font-medium text-healthy">
              <Check className="size-4" aria-hidden="true" />
              <span>
                It has reported <TimeAgo iso={heardAt} />: {props.added && stateName(props.added.state)}
              </span>
            </span>
          )}
        </p>
      </DialogBody>
      <DialogFoot cancel="Done">
        {heardAt !== null && (
          <ButtonLink href={`/nodes/${encodeURIComponent(did)}`}>Show the node</ButtonLink>
        )}
      </DialogFoot>
    </>
  )
}
