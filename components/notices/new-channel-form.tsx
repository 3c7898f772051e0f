'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { DialogBody, DialogFoot } from '@/components/ui/dialog'
import { Field, Input, Select } from '@/components/ui/field'
import { FormNotes, SendForm, SubmitButton } from '@/components/ui/send-form'
import type { Action } from '@/components/ui/use-send'
import { fail } from '@/lib/kernel/errors'
import { type ChannelKind, channelKindNames, channelKinds, isShared } from '@/lib/notices/domain/channel'
import type { MadeChannel } from './made-secret'
import { askToNotify } from './permission'
import { shownTold, ToldFields, toldOf } from './told-fields'

const isKind = (text: string): text is ChannelKind => channelKinds.some((kind) => kind === text)

function bodyOf(form: HTMLFormElement, kind: ChannelKind) {
  const data = new FormData(form)
  return {
    ...{ kind, ...toldOf(form) },
    ...(isShared(kind) ? { url: String(data.get('url')).trim(), plain_http: data.has('plain_http') } : {}),
  }
}

/** Where to be told, and of what. */
export function NewChannelForm(props: {
  create: Action<MadeChannel>
  forAll: boolean
  onMade: (made: MadeChannel) => void
}) {
  const [kind, setKind] = useState<ChannelKind>('mail')
  const router = useRouter()
  const create: Action<MadeChannel> = async (input) =>
    kind !== 'browser' || (await askToNotify())
      ? props.create(input)
      : fail('forbidden', 'This browser shows no notifications of Hakim. Allow them in its settings first.')
  const done = (made: MadeChannel) => {
    router.refresh()
    props.onMade(made)
  }
  return (
    <SendForm action={create} body={(form) => bodyOf(form, kind)} done={done}>
      <DialogBody>
        <FormNotes shown={['kind', 'url', 'plain_http', ...shownTold]} />
        <Field label="Where" required path="kind">
          <Select
            name="kind"
            value={kind}
            onChange={({ target }) => isKind(target.value) && setKind(target.value)}
          >
            {channelKinds
              .filter((one) => props.forAll || !isShared(one))
              .map((one) => (
                <option key={one} value={one}>
                  {channelKindNames[one]}
                  {isShared(one) ? ' (shared)' : ''}
                </option>
              ))}
          </Select>
        </Field>
        {isShared(kind) && (
          <>
            <Field label="URL" required path="url" hint="Stored encrypted; it is not shown again">
              <Input
                name="url"
                type="url"
                autoComplete="off"
                spellCheck={false}
                placeholder="https://example.org/hook"
              />
            </Field>
            <label className="flex min-h-8 items-center gap-2 pointer-coarse:min-h-11">
              <input type="checkbox" name="plain_http" className="size-4 shrink-0 accent-(--accent)" />
              Allow http to another machine
            </label>
          </>
        )}
        <ToldFields key={kind} shared={isShared(kind)} name={channelKindNames[kind]} />
      </DialogBody>
      <DialogFoot>
        <SubmitButton variant="primary" busy="Creating…">
          Create channel
        </SubmitButton>
      </DialogFoot>
    </SendForm>
  )
}
