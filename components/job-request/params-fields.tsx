import { type FormEvent, useState } from 'react'
import type { RequestStart } from '@/lib/board/domain/request-form'
import { isJsonObject, type JsonObject } from '@/lib/kernel/json/json'
import { membersIn } from '@/lib/tasks/domain/form-members'
import { type Given, initialMembers } from '@/lib/tasks/domain/param-form'
import type { ParamsSchema } from '@/lib/tasks/domain/param-schema'
import type { TaskOffer } from '@/lib/tasks/domain/task'
import { fieldValues } from './form-values'
import { ParamMembers } from './param-members'

/** The parameters of the request this form starts from; undefined if there is no such request. */
const givenOf = (start: RequestStart | null, task: string): Given => {
  if (start === null || start.task !== task || !isJsonObject(start.params)) return undefined
  return start.params
}

type Props = {
  did: string
  offer: Pick<TaskOffer, 'name' | 'params'>
  start: RequestStart | null
  errorOf: (path: string) => string | undefined
}

/** The parameters of a task that the node announced; another node or task resets them. */
export const ParamsFields = (props: Props) => (
  <Params
    key={`${props.did} ${props.offer.name}`}
    schema={props.offer.params}
    given={givenOf(props.start, props.offer.name)}
    errorOf={props.errorOf}
  />
)

/** Which fields there are depends on what is in others, so the form is read again whenever something in it changes. */
function Params({ schema, given, errorOf }: { schema: ParamsSchema; given: Given } & Pick<Props, 'errorOf'>) {
  const [now, setNow] = useState<JsonObject>(() => initialMembers(schema, given))
  const read = (form: HTMLFormElement | null) => {
    if (form) setNow(membersIn(schema, fieldValues(form), '').value)
  }
  const changed = (event: FormEvent<HTMLElement>) => {
    const { target } = event
    if (target instanceof Element) read(target.closest('form'))
  }
  if (Object.keys(schema.properties).length === 0) return null
  return (
    <fieldset onChange={changed} className="flex flex-col gap-3.5">
      <legend className="sr-only">Parameters</legend>
      <ParamMembers {...{ schema, given, errorOf }} now={now} prefix="" changed={read} />
    </fieldset>
  )
}
