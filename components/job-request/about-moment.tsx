import { LocalTime } from '@/components/charts/local-time'
import { Link } from '@/components/ui/link'

/** A moment that a request is about (epoch seconds), and the page whose charts show it. */
export type About = { at: number; charts: string }

export const AboutMoment = ({ at, charts }: About) => (
  <p data-about className="mb-3 text-ink-2">
    About what was seen at <LocalTime at={at} className="font-medium text-ink" /> ·{' '}
    <Link href={charts} className="text-accent underline">
      charts around it
    </Link>
  </p>
)
