type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

const asControl = (element: unknown): Control | null =>
  element instanceof HTMLInputElement ||
  element instanceof HTMLTextAreaElement ||
  element instanceof HTMLSelectElement
    ? element
    : null

export const control = (form: HTMLFormElement, name: string): Control | null =>
  asControl(form.elements.namedItem(name))

/** The name of the field that an event comes from; empty if it comes from elsewhere. */
export const fieldNameOf = (target: EventTarget): string => asControl(target)?.name ?? ''

/** The text of a field; empty if the form has no field of that name. */
export const textOf = (form: HTMLFormElement, name: string): string => control(form, name)?.value ?? ''

/** Whether a checkbox is ticked; false if the form has none of that name. */
export const isChecked = (form: HTMLFormElement, name: string): boolean => {
  const element = control(form, name)
  return element instanceof HTMLInputElement && element.checked
}
