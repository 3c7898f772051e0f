import { Confirm } from '@/components/ui/confirm'
import type { Action } from '@/components/ui/use-send'

/** Ends a policy, at once. */
export const EndPolicy = (props: { policyId: string; name: string; end: Action }) => (
  <Confirm
    inline
    outlined
    action={props.end}
    input={{ policyId: props.policyId }}
    label="End policy"
    name={props.name}
    confirm="Yes, end it"
    done="The policy has ended."
  >
    It approves nothing more, and jobs that it approved and that have not started wait for an owner again.
  </Confirm>
)
