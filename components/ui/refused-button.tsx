import { type ComponentProps, useId } from 'react'
import { Button } from './button'

/** An action that this viewer cannot take: its button disabled, with the reason beside it. */
export function RefusedButton(props: {
  label: string
  refusal: string
  variant?: ComponentProps<typeof Button>['variant']
}) {
  const id = useId()
  return (
    <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
      <Button variant={props.variant} disabled aria-describedby={id}>
        {props.label}
      </Button>
      <p id={id} className="min-w-0 flex-1 basis-44 text-xs text-ink-2">
        {props.refusal}
      </p>
    </div>
  )
}
