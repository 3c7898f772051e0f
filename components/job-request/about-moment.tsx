import { LocalTime } from '@/components/charts/local-time'
import { Link } from '@/components/ui/link'
import { nodePath } from '@/lib/kernel/did/did-param'
import { rangeQuery } from '@/lib/series/domain/range-links'

const hour = 3_600

/** The moment that a request is about, and where the charts show it. */
export const AboutMoment = ({ did, at }: { did: string; at: number }) => (
  <p data-about className="mb-3 text-ink-2">
    About what was seen at <LocalTime at={at} className="font-medium text-ink" /> ·{' '}
    <Link
      href={`${nodePath(did)}${rangeQuery(at - 3 * hour, at + 3 * hour)}`}
      className="text-accent underline"
    >
      charts around it
    </Link>
  </p>
)
