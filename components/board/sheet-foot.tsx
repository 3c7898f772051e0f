import { KeyRound } from 'lucide-react'
import { Button, ButtonLink } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { ReasonField } from '@/components/ui/reason-field'
import type { useSheet } from './use-sheet'

/** The one reason and the one decision for all that is ticked. Part of the sheet. */
export function SheetFoot(props: { sheet: ReturnType<typeof useSheet>; hasKey: boolean; back: string }) {
  const { sheet, hasKey } = props
  const count = sheet.picked.length
  const off = count === 0 || sheet.pending
  return (
    <section
      aria-label="Your decision"
      className="sticky bottom-2 z-10 flex flex-col gap-2.5 rounded-card border border-strong bg-surface p-3.5"
    >
      {sheet.refused !== null && <Notice tone="error">{sheet.refused}</Notice>}
      <ReasonField
        inPlace
        rows={1}
        label={`One reason for all ${count} (required to reject), kept with each job`}
        value={sheet.reason}
        disabled={sheet.pending}
        error={sheet.wrongReason}
        onChange={(event) => sheet.say(event.target.value)}
      />
      <div className="flex flex-wrap items-center justify-end gap-2">
        <p className="mr-auto text-xs text-ink-2">
          {hasKey
            ? `One gesture signs the list of ${count} ${count === 1 ? 'statement' : 'statements'}; each counts alone.`
            : 'Each decision counts alone.'}
        </p>
        <ButtonLink variant="ghost" href={props.back}>
          Cancel
        </ButtonLink>
        <Button variant="danger" disabled={off} onClick={sheet.reject}>
          Reject {count}
        </Button>
        <Button variant="primary" disabled={off} onClick={sheet.approve}>
          {hasKey && <KeyRound className="size-4" aria-hidden="true" />}
          {hasKey ? `Sign ${count} ${count === 1 ? 'approval' : 'approvals'}` : `Approve ${count}`}
        </Button>
      </div>
    </section>
  )
}
