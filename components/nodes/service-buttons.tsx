import { Confirm } from '@/components/ui/confirm'
import type { Action } from '@/components/ui/use-send'

type Subject = { did: string; name: string }

/** Takes a node out of service, for a reason; says first what ends with it. */
export const RetireNode = (props: { node: Subject; openJobs: number | null; retire: Action }) => (
  <Confirm
    inline
    action={props.retire}
    input={{ did: props.node.did }}
    label="Retire"
    name={props.node.name}
    confirm="Yes, retire it"
    reason={{ name: 'reason', label: 'Why is it retired?', least: 1 }}
    done={`Retired ${props.node.name}`}
  >
    Its tokens are revoked
    {props.openJobs === 0 ? '' : `, ${jobsText(props.openJobs)} cancelled`}; its history stays.
  </Confirm>
)

const jobsText = (jobs: number | null): string =>
  jobs === null ? 'its open jobs are' : jobs === 1 ? '1 open job is' : `${jobs} open jobs are`

/** Takes a retired node into service again. */
export const RestoreNode = (props: { node: Subject; restore: Action }) => (
  <Confirm
    inline
    outlined
    action={props.restore}
    input={{ did: props.node.did }}
    label="Restore"
    name={props.node.name}
    confirm="Yes, restore it"
    reason={{ name: 'reason', label: 'Why is it restored?', least: 1 }}
    done={`Restored ${props.node.name}`}
  >
    Its agent needs a new token.
  </Confirm>
)
