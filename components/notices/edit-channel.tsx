'use client'

import { DialogBody, DialogFoot, useCloseDialog } from '@/components/ui/dialog'
import { DialogButton } from '@/components/ui/dialog-button'
import { FormNotes, SendForm, SubmitButton } from '@/components/ui/send-form'
import type { Action } from '@/components/ui/use-send'
import type { ShownChannel } from '@/lib/notices/domain/channels-page'
import { shownTold, ToldFields, toldOf } from './told-fields'

/** Changes what a channel is told of, or turns it off. */
export const EditChannel = ({ channel, change }: { channel: ShownChannel; change: Action }) => (
  <DialogButton size="sm" variant="ghost" label="Edit" name={channel.name} title={`Edit ${channel.name}`}>
    <EditForm channel={channel} change={change} />
  </DialogButton>
)

function EditForm({ channel, change }: { channel: ShownChannel; change: Action }) {
  const close = useCloseDialog()
  return (
    <SendForm
      action={change}
      beside={{ channelId: channel.channel_id }}
      body={(form) => ({ ...toldOf(form), enabled: new FormData(form).has('enabled') })}
      done={close}
    >
      <DialogBody>
        <FormNotes shown={shownTold} />
        <label className="flex min-h-8 items-center gap-2 pointer-coarse:min-h-11">
          <input
            type="checkbox"
            name="enabled"
            defaultChecked={channel.enabled}
            className="size-4 shrink-0 accent-(--accent)"
          />
          On
        </label>
        <ToldFields told={channel} name={channel.name} shared={channel.shared} />
      </DialogBody>
      <DialogFoot>
        <SubmitButton variant="primary" busy="Saving…">
          Save
        </SubmitButton>
      </DialogFoot>
    </SendForm>
  )
}
