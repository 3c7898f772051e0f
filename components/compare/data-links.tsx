import { Download } from 'lucide-react'
import { dataHref } from '@/lib/compare/domain/data-href'

/** The data behind a comparison as files, with every digit. */
export const DataLinks = (props: Parameters<typeof dataHref>[1]) =>
  (['csv', 'json'] as const).map((form) => (
    <a
      key={form}
      href={dataHref(form, props)}
      download
      className="control-h-sm inline-flex items-center gap-2 rounded-control border border-strong bg-surface px-2.5 text-sm text-ink font-medium hover:bg-sunken"
    >
      <Download className="size-4" aria-hidden="true" />
      {form.toUpperCase()}
    </a>
  ))
