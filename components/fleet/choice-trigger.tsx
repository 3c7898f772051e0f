import clsx from 'clsx'
import { ChevronDown } from 'lucide-react'
import type { ComponentProps } from 'react'

/** The button that opens a list of choices; `field`: it looks like the control of a form's field. */
export function ChoiceTrigger(
  props: ComponentProps<'button'> & { title: string; chosen: string | undefined; field?: boolean },
) {
  const { title, chosen, field = false, className, ...rest } = props
  return (
    <button
      type="button"
      // The same role as once the list is open; a combobox takes no name from its content.
      role="combobox"
      aria-expanded={false}
      aria-haspopup="dialog"
      {...rest}
      aria-label={chosen === undefined ? title : `${title}: ${chosen}`}
      className={clsx(
        'control-h inline-flex min-w-0 items-center gap-1.5 rounded-control border px-2.5 touch:text-[16px]',
        field
          ? 'w-full border-strong bg-surface text-ink aria-invalid:border-error'
          : [
              'max-w-60 text-sm font-medium',
              chosen === undefined
                ? 'border-strong bg-surface text-ink-2 hover:bg-sunken'
                : 'border-accent/40 bg-accent-soft text-ink',
            ],
        className,
      )}
    >
      <span
        className={clsx(
          'truncate',
          field && 'flex-1 text-left',
          field && chosen === undefined && 'text-ink-3',
        )}
      >
        {field ? null : chosen === undefined ? title : `${title}: `}
        {chosen !== undefined ? <bdi>{chosen}</bdi> : field && 'Choose…'}
      </span>
      <ChevronDown className="size-3.5 shrink-0 text-ink-3" aria-hidden="true" />
    </button>
  )
}
