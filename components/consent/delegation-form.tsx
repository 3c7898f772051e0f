'use client'

import type { Enrol } from '@/components/signing/enrol'
import { Field, Input, Select } from '@/components/ui/field'
import { textOf } from '@/components/ui/form-control'
import { FormNotes, SendForm, SubmitButton } from '@/components/ui/send-form'
import type { Action, Done } from '@/components/ui/use-send'
import type { ShownPerson } from '@/lib/consent/domain/consent-page'
import { endOfDay, startOfDay } from '@/lib/consent/domain/delegation-days'
import type { Result } from '@/lib/kernel/errors'
import { isJsonObject } from '@/lib/kernel/json/json'
import type { SigningWays } from '@/lib/people/domain/signing-ways'
import type { PinnedKey } from '@/lib/signing/domain/pinned-key'

/** An owner delegates to an approver from a first through a last day, and signs it if they have a key. */
export function DelegationForm(props: {
  did: string
  people: ShownPerson[]
  /** The last day that is offered first, such as 2027-03-01. */
  lastDay: string
  signing: SigningWays
  signingKeys: Record<string, PinnedKey[]>
  enrol: Enrol
  delegate: Action
}) {
  const { did, signing, signingKeys, enrol } = props
  const body = (form: HTMLFormElement) => {
    const starts = startOfDay(textOf(form, 'starts'), Date.now())
    const until = endOfDay(textOf(form, 'until'))
    return { to: textOf(form, 'to'), ...(starts === null ? {} : { starts }), until }
  }
  const delegate = async (input: unknown): Promise<Result<Done>> => {
    const { to, until, starts } = isJsonObject(input) ? input : {}
    const from = typeof starts === 'string' ? starts : null
    const isWhole = typeof to === 'string' && to !== '' && typeof until === 'string'
    // The server says what is missing.
    if (!isWhole || Number.isNaN(Date.parse(until))) return props.delegate(input)
    // Few people delegate: the page does not wait for what signs.
    const { signDelegation } = await import('@/components/signing/sign-delegation')
    const delegation = { node: did, to, starts: from, until, keys: signingKeys[to] ?? [] }
    const signed = await signDelegation(delegation, signing, enrol)
    if (!signed.ok) return signed
    return props.delegate({
      ...{ did, to, until },
      ...(from === null ? {} : { starts: from }),
      ...(signed.value ? { signed: signed.value } : {}),
    })
  }
  return (
    <SendForm action={delegate} beside={{ did }} body={body} className="flex flex-col gap-2.5">
      <FormNotes shown={['to', 'starts', 'until']} />
      {signing.unsigned && <p className="text-warning">{signing.unsigned}</p>}
      <div className="flex flex-wrap items-end gap-2.5">
        <Field label="Delegate to" required path="to" className="min-w-48 flex-1">
          <Select name="to" defaultValue="">
            <option value="">Choose an approver</option>
            {props.people.map(({ did, name }) => (
              <option key={did} value={did}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
        <Field label="First day" path="starts" className="w-44 max-sm:w-full">
          <Input name="starts" type="date" />
        </Field>
        <Field label="Through (last day)" required path="until" className="w-44 max-sm:w-full">
          <Input name="until" type="date" defaultValue={props.lastDay} />
        </Field>
        <SubmitButton busy="Saving…">Delegate</SubmitButton>
      </div>
    </SendForm>
  )
}
