import clsx from 'clsx'
import { Download } from 'lucide-react'
import { dataHref } from '@/lib/compare/domain/data-href'

type DataLinksProps = Parameters<typeof dataHref>[1] & {
  /** What of, where a page has several; in small letters below a chart. */
  small?: string
}

/** The data behind a chart as files, with every digit. */
export const DataLinks = ({ small, ...of }: DataLinksProps) =>
  (['csv', 'json'] as const).map((form) => (
    <a
      key={form}
      href={dataHref(form, of)}
      download
      aria-label={small && `Download ${small} as ${form.toUpperCase()}`}
      className={clsx(
        'inline-flex items-center rounded-control font-medium hover:bg-sunken',
        small
          ? 'min-h-6 min-w-8 justify-center px-1.5 text-ink-2'
          : 'control-h-sm gap-2 border border-strong bg-surface px-2.5 text-sm text-ink',
      )}
    >
      {!small && <Download className="size-4" aria-hidden="true" />}
      {form.toUpperCase()}
    </a>
  ))
