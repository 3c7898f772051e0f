import { FormNotes, SendForm, SubmitButton } from '@/components/ui/send-form'
import type { Action } from '@/components/ui/use-send'

/** Whether the viewer is told of something that is not theirs, and how to change that. */
export function FollowLine(props: {
  input: object
  follows: boolean
  /** What they are told of, or would be. */
  what: string
  follow: Action
  unfollow: Action
}) {
  const { follows } = props
  return (
    <SendForm
      key={String(follows)}
      action={follows ? props.unfollow : props.follow}
      beside={props.input}
      className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1.5"
    >
      <p className="min-w-0 flex-1 basis-40 text-xs text-ink-2">
        {follows ? 'You follow this: you are told ' : 'Follow this to be told '}
        {props.what}
      </p>
      <SubmitButton size="sm" busy="One moment…">
        {follows ? 'Unfollow' : 'Follow'}
      </SubmitButton>
      <FormNotes shown={[]} />
    </SendForm>
  )
}
