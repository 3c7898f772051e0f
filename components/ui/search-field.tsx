import clsx from 'clsx'
import { Search } from 'lucide-react'

/** The text of a list's filter, `q` in the address. */
export const SearchField = ({
  q,
  label,
  name = 'q',
  className,
}: {
  q: string | undefined
  label: string
  name?: string
  className?: string
}) => (
  <div className={clsx('relative min-w-0', className)}>
    <Search className="absolute top-1/2 left-2.5 size-3.5 -translate-y-1/2 text-ink-3" aria-hidden="true" />
    <input
      // A new address may mean new text, and the field has to show it.
      key={q}
      type="search"
      name={name}
      defaultValue={q ?? ''}
      placeholder={label}
      aria-label={label}
      maxLength={200}
      autoComplete="off"
      className="control-h w-full rounded-control border border-strong bg-surface pr-2.5 pl-8"
    />
  </div>
)
