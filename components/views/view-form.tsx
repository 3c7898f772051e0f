import { Button } from '@/components/ui/button'
import { Field, Input } from '@/components/ui/field'
import { control, textOf } from '@/components/ui/form-control'
import { FormNotes, SendForm, SubmitButton } from '@/components/ui/send-form'
import type { ListedView } from '@/lib/views/domain/listed-view'
import type { ViewMenuProps } from './view-menu-props'

const isChecked = (form: HTMLFormElement, name: string): boolean => {
  const found = control(form, name)
  return found instanceof HTMLInputElement && found.checked
}

/** Asks for the name of a view and who sees it; of a known one also whether it takes over what the page shows. */
export function ViewForm(
  props: ViewMenuProps & { view: ListedView | null; done: () => void; cancel: () => void },
) {
  const { page, query, view, actions, mayShare } = props
  const differs = view !== null && view.query !== query
  const bodyOf = (form: HTMLFormElement) => ({
    name: textOf(form, 'name'),
    shared: isChecked(form, 'shared'),
    ...(view === null ? { page, query } : { viewId: view.view_id }),
    ...(differs && isChecked(form, 'take') ? { query } : {}),
  })
  const check = 'flex min-h-8 items-center gap-2 pointer-coarse:min-h-11'
  return (
    <SendForm
      action={view === null ? actions.save : actions.change}
      body={bodyOf}
      done={props.done}
      className="flex flex-col gap-3 p-3.5"
    >
      <h2 className="font-title">{view === null ? 'Save view' : 'Change view'}</h2>
      <FormNotes shown={['name']} />
      <Field label="Name" required path="name">
        <Input name="name" maxLength={100} defaultValue={view?.name} autoFocus autoComplete="off" />
      </Field>
      {(mayShare || view?.shared) && (
        <label className={check}>
          <input
            type="checkbox"
            name="shared"
            defaultChecked={view?.shared}
            className="size-4 shrink-0 accent-(--accent)"
          />
          Share with everybody
        </label>
      )}
      {differs && (
        <label className={check}>
          <input type="checkbox" name="take" className="size-4 shrink-0 accent-(--accent)" />
          Take over what this page shows now
        </label>
      )}
      <p className="text-xs text-ink-2">
        A view keeps filters, order and columns. Each person sees in it only what they may see.
      </p>
      <div className="flex justify-end gap-2">
        <Button size="sm" onClick={props.cancel}>
          Cancel
        </Button>
        <SubmitButton size="sm" variant="primary" busy="Saving…">
          Save
        </SubmitButton>
      </div>
    </SendForm>
  )
}
