import { control, fieldNameOf, textOf } from '@/components/ui/form-control'
import type { RequestStart, When, WhenFields } from '@/lib/board/domain/request-form'
import type { RequestBody, RevisionBody } from '@/lib/jobs/domain/calls'
import { type Failure, stillWrong } from '@/lib/kernel/errors'
import type { JsonObject } from '@/lib/kernel/json/json'
import type { FieldValue } from '@/lib/tasks/domain/form-members'
import { type FormParams, formJson, formParams } from '@/lib/tasks/domain/param-form'
import type { ParamsSchema } from '@/lib/tasks/domain/param-schema'

const fieldValue = (element: ReturnType<typeof control>): FieldValue => ({
  text: element?.value ?? '',
  checked: element instanceof HTMLInputElement && element.checked,
  badInput: element?.validity.badInput ?? false,
})

/** The parameters that a form holds: typed by the task's schema, or as JSON if the node announced nothing. */
export function paramsOf(form: HTMLFormElement, schema: ParamsSchema | null): FormParams {
  if (schema === null) return formJson(textOf(form, 'params'))
  return formParams(schema, fieldValues(form))
}

const prefix = 'params.'

/** The fields of parameters by their paths within them. */
export const fieldValues = (form: HTMLFormElement): Record<string, FieldValue> =>
  Object.fromEntries(
    [...form.elements].flatMap((element): [string, FieldValue][] => {
      const name = fieldNameOf(element)
      return name.startsWith(prefix) ? [[name.slice(prefix.length), fieldValue(control(form, name))]] : []
    }),
  )

/** The paths of problems that the fields of these parameters show, however deep. */
export const paramPaths = (schema: ParamsSchema | undefined, failure: Failure | null): string[] => {
  const names = Object.keys(schema?.properties ?? {}).map((name) => `${prefix}${name}`)
  const wrong = failure?.fields ?? []
  const elsewhere = stillWrong(wrong, names)
  return wrong.filter((one) => !elsewhere.includes(one)).map(({ path }) => path)
}

/** The values of the fields for window and expiry. */
export const whenFields = (form: HTMLFormElement): WhenFields => ({
  choice: textOf(form, 'when'),
  start: textOf(form, 'window_start'),
  startPass: textOf(form, 'window_start_pass'),
  end: textOf(form, 'window_end'),
  endPass: textOf(form, 'window_end_pass'),
  zone: textOf(form, 'window_zone'),
  days: textOf(form, 'days'),
})

type Submitted = When &
  Pick<RequestBody, 'target_node_did' | 'task_name'> & {
    params: JsonObject
    reason: string
    dry_run: boolean
  }

/** The input of the action: a new request, a repeated one, or a change. */
export function requestOf(
  start: RequestStart | null,
  submitted: Submitted,
): RequestBody | ({ jobId: string } & RevisionBody) {
  const { window, expires_at, params, reason } = submitted
  const expiry = expires_at === null ? {} : { expires_at }
  if (start?.as === 'revise')
    return { jobId: start.jobId, params, ...expiry, window, ...(reason.trim() === '' ? {} : { reason }) }
  return {
    ...{
      target_node_did: submitted.target_node_did,
      task_name: submitted.task_name,
      params,
      reason,
      ...expiry,
    },
    ...(window ? { window } : {}),
    ...(start ? { retry_of: start.jobId } : {}),
    ...(submitted.dry_run ? { dry_run: true } : {}),
  }
}

// Not crypto.randomUUID, which browsers do not offer on plain http outside loopback.
export const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  )
