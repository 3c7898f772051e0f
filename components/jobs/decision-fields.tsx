import { Field, Input } from '@/components/ui/field'
import { ReasonField } from '@/components/ui/reason-field'
import type { OwnApproval } from '@/lib/board/domain/job-consent'

/** What somebody says with a decision: why, and for high risk the node once more. Part of the decision panel. */
export function DecisionFields(props: {
  /** Why nobody can approve the job as it is. */
  unfit: string | null
  /** What the viewer's approval would be: on the node, and without a key. */
  own: Pick<OwnApproval, 'onNode' | 'unsigned'> | null
  /** What has to be typed before an approval. */
  typed: string | null
  confirmation: string
  confirm: (text: string) => void
  reason: string
  say: (text: string) => void
  sendReason: () => void
  error: string | undefined
  disabled: boolean
}) {
  const { unfit, typed, disabled, own } = props
  const onNode = unfit === null ? (own?.onNode ?? null) : null
  return (
    <>
      {unfit !== null && <p className="text-error">This cannot be approved. {unfit}</p>}
      {onNode && (
        <p
          className={
            onNode.counts === 'no' ? 'text-error' : onNode.counts === 'yes' ? 'text-ink-2' : 'text-warning'
          }
        >
          {onNode.why}
        </p>
      )}
      {unfit === null && onNode?.counts !== 'no' && own?.unsigned && (
        <p className="text-warning">{own.unsigned}</p>
      )}
      {unfit === null && typed !== null && (
        <Field
          required
          label="High risk: type the node’s name"
          hint={typed}
          path="confirmation"
          subject="The name"
        >
          <Input
            name="confirmation"
            autoComplete="off"
            value={props.confirmation}
            disabled={disabled}
            onChange={(event) => props.confirm(event.target.value)}
          />
        </Field>
      )}
      <ReasonField
        inPlace
        rows={1}
        label={unfit === null ? 'Reason (required to reject)' : 'Reason (the words above if left empty)'}
        value={props.reason}
        disabled={disabled}
        error={props.error}
        onChange={(event) => props.say(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) props.sendReason()
        }}
        className="min-h-16 max-lg:min-h-11"
      />
    </>
  )
}
