import type { RequestStart } from '@/lib/board/domain/request-form'
import { isJsonObject } from '@/lib/kernel/json/json'
import type { Given } from '@/lib/tasks/domain/param-form'
import type { ParamsSchema, TaskOffer } from '@/lib/tasks/domain/task'
import { ParamField } from './param-field'

// The database does not keep the order of keys, so required parameters come first.
const requiredFirst = ({ properties, required }: ParamsSchema) =>
  Object.entries(properties).sort(([a], [b]) => Number(required.includes(b)) - Number(required.includes(a)))

/** The parameter's value in the request this form starts from: null if it was left out, undefined if there is no such request. */
const givenOf = (start: RequestStart | null, task: string, name: string): Given => {
  if (start === null || start.task !== task || !isJsonObject(start.params)) return undefined
  return Object.hasOwn(start.params, name) ? (start.params[name] ?? null) : null
}

/** The parameters of a task that the node announced; another node or task resets them. */
export const ParamsFields = (props: {
  did: string
  offer: Pick<TaskOffer, 'name' | 'params'>
  start: RequestStart | null
  errorOf: (path: string) => string | undefined
}) =>
  requiredFirst(props.offer.params).map(([name, schema]) => (
    <ParamField
      key={`${props.did} ${props.offer.name} ${name}`}
      name={name}
      schema={schema}
      required={props.offer.params.required.includes(name)}
      given={givenOf(props.start, props.offer.name, name)}
      error={props.errorOf(`params.${name}`)}
    />
  ))
