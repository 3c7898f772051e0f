import { type FieldValue, type FormParams, formJson, formParams } from '@/lib/domain/param-form'
import type { ParamsSchema } from '@/lib/domain/task'

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

const control = (form: HTMLFormElement, name: string): Control | null => {
  const element = form.elements.namedItem(name)
  return element instanceof HTMLInputElement ||
    element instanceof HTMLTextAreaElement ||
    element instanceof HTMLSelectElement
    ? element
    : null
}

/** The text of one field; empty where the form has none of that name. */
export const textOf = (form: HTMLFormElement, name: string): string => control(form, name)?.value ?? ''

const fieldValue = (element: Control | null): FieldValue => ({
  text: element?.value ?? '',
  checked: element instanceof HTMLInputElement && element.checked,
  badInput: element?.validity.badInput ?? false,
})

/** The parameters that a form holds: typed by the task's schema, or as JSON where the node announced nothing. */
export function paramsOf(form: HTMLFormElement, schema: ParamsSchema | null): FormParams {
  if (schema === null) return formJson(textOf(form, 'params'))
  const values = Object.keys(schema.properties).map((name): [string, FieldValue] => [
    name,
    fieldValue(control(form, `params.${name}`)),
  ])
  return formParams(schema, Object.fromEntries(values))
}
