import type { IgnoredParam } from '@/lib/kernel/url/ignored-params'
import { Link } from './link'
import { Notice } from './notice'

/** What people call a parameter whose name in addresses says it less well. */
const words: Readonly<Record<string, string>> = {
  q: 'search',
  cursor: 'page',
  sort: 'order',
  since: 'period',
}

/** What of its address a list could not use, with a link to the list without it. */
export function IgnoredFilters({ ignored }: { ignored: readonly IgnoredParam[] }) {
  return ignored.map(({ name, value, href }) => (
    <Notice
      key={name}
      tone="warning"
      action={
        <Link href={href} className="font-medium text-accent underline">
          Clear it
        </Link>
      }
    >
      Unknown {words[name] ?? name} “<bdi className="[overflow-wrap:anywhere]">{value}</bdi>” was ignored.
    </Notice>
  ))
}
