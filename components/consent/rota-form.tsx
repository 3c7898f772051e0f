'use client'

import { Field, FieldGroup, Input, Select } from '@/components/ui/field'
import { textOf } from '@/components/ui/form-control'
import { FormNotes, SendForm, SubmitButton } from '@/components/ui/send-form'
import type { Action } from '@/components/ui/use-send'
import type { ShownGroup, ShownRota } from '@/lib/consent/domain/consent-page'
import { escalateMinutes, turnDays } from '@/lib/consent/domain/limits'

const shown = ['people', 'turn_days', 'starts_on', 'handover', 'time_zone', 'escalate_minutes']

const bodyOf = (form: HTMLFormElement) => ({
  people: new FormData(form).getAll('people').filter((did) => did !== ''),
  turn_days: Number(textOf(form, 'turn_days')) * Number(textOf(form, 'turn_unit')),
  starts_on: textOf(form, 'starts_on'),
  handover: textOf(form, 'handover').slice(0, 5),
  time_zone: textOf(form, 'time_zone').trim(),
  escalate_minutes: Number(textOf(form, 'escalate_minutes')),
})

/** The server's paths of a field: each place in the order may be what is wrong with all of it. */
const pathsOf = (field: string): string[] => [field === 'turn_unit' ? 'turn_days' : field]

/** Who of a group is on duty when; `today` and `zone` are where a new rota begins. */
export function RotaForm(props: {
  group: ShownGroup
  rota: ShownRota | null
  today: string
  zone: string
  save: Action
}) {
  const { group, rota } = props
  const isMember = ({ did }: { did: string }) => group.members.some((member) => member.did === did)
  const order = rota ? rota.people.filter(isMember) : group.members
  const days = rota?.turnDays ?? 7
  const weeks = days % 7 === 0
  return (
    <SendForm
      action={props.save}
      beside={{ group: group.groupId }}
      body={bodyOf}
      pathsOf={pathsOf}
      said="The rota is saved."
      className="flex flex-col gap-3"
    >
      <FieldGroup legend="Order" path="people">
        <ol className="grid grid-cols-1 gap-1.5 sm:grid-cols-2">
          {group.members.map((member, place) => (
            <li key={member.did} className="flex items-center gap-2">
              <span className="w-5 text-right text-ink-3">{place + 1}.</span>
              <Select name="people" aria-label={`Turn ${place + 1}`} defaultValue={order[place]?.did ?? ''}>
                <option value="">Nobody</option>
                {group.members.map(({ did, name }) => (
                  <option key={did} value={did}>
                    {name}
                  </option>
                ))}
              </Select>
            </li>
          ))}
        </ol>
      </FieldGroup>
      <div className="grid grid-cols-1 gap-3 sm:grid-cols-2">
        <Field label="Each turn lasts" required path="turn_days">
          <Input
            name="turn_days"
            type="number"
            min={turnDays.least}
            max={turnDays.most}
            defaultValue={weeks ? days / 7 : days}
          />
        </Field>
        <Field label="Unit" required>
          <Select name="turn_unit" defaultValue={weeks ? '7' : '1'}>
            <option value="1">days</option>
            <option value="7">weeks</option>
          </Select>
        </Field>
        <Field label="First turn begins on" required path="starts_on">
          <Input name="starts_on" type="date" defaultValue={rota?.startsOn ?? props.today} />
        </Field>
        <Field label="Hand-over at" required path="handover">
          <Input name="handover" type="time" defaultValue={rota?.handover ?? '09:00'} />
        </Field>
        <Field label="Time zone" required path="time_zone">
          <Input
            name="time_zone"
            maxLength={64}
            autoComplete="off"
            defaultValue={rota?.timeZone ?? props.zone}
          />
        </Field>
        <Field
          label="Tell the whole group after (minutes)"
          required
          path="escalate_minutes"
          hint="If the group has not decided by then"
        >
          <Input
            name="escalate_minutes"
            type="number"
            min={escalateMinutes.least}
            max={escalateMinutes.most}
            defaultValue={rota?.escalateMinutes ?? 30}
          />
        </Field>
      </div>
      <FormNotes shown={shown} />
      <div>
        <SubmitButton busy="Saving…">{rota ? 'Save rota' : 'Create rota'}</SubmitButton>
      </div>
    </SendForm>
  )
}
