'use client'

import { CommandLine } from '@/components/ui/command-line'
import { DialogBody, DialogFoot } from '@/components/ui/dialog'
import { Notice } from '@/components/ui/notice'
import { ExactTime } from '@/components/ui/time-ago'

/** What an invitation or a reset made; `link` is null when it was sent by mail. */
export type MadeLink = { email: string; link: string | null; until: string; warnings: string[] }

/** A link that has to be passed on, shown this one time. */
export const ShownLink = ({ made }: { made: MadeLink }) => (
  <>
    <DialogBody>
      {made.warnings.map((warning) => (
        <Notice key={warning} tone="warning">
          {warning}
        </Notice>
      ))}
      <p className="text-ink-2">
        {made.warnings.length === 0 && 'No mail server is set, so please pass this link on yourself. '}
        It is shown once.
      </p>
      {made.link !== null && <CommandLine command={made.link} label="Copy link" />}
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-1.5">
        <dt className="text-ink-2">For</dt>
        <dd className="[overflow-wrap:anywhere]">{made.email}</dd>
        <dt className="text-ink-2">Works</dt>
        <dd>
          once, until <ExactTime iso={made.until} />
        </dd>
      </dl>
    </DialogBody>
    <DialogFoot cancel="Done" />
  </>
)
