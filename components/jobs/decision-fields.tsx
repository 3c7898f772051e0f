import { Field, Input } from '@/components/ui/field'
import { ReasonField } from '@/components/ui/reason-field'

/** What somebody says with a decision: why, and for high risk the node once more. Part of the decision panel. */
export function DecisionFields(props: {
  /** Why nobody can approve the job as it is. */
  unfit: string | null
  /** What has to be typed before an approval. */
  typed: string | null
  confirmation: string
  confirm: (text: string) => void
  reason: string
  say: (text: string) => void
  error: string | undefined
  disabled: boolean
}) {
  const { unfit, typed, disabled } = props
  return (
    <>
      {unfit !== null && <p className="text-error">This cannot be approved. {unfit}</p>}
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
        className="min-h-16 max-lg:min-h-11"
      />
    </>
  )
}
