import { Link } from '@/components/ui/link'
import { ExactTime } from '@/components/ui/time-ago'
import { shortDid } from '@/lib/kernel/did/short-did'
import { countText } from '@/lib/kernel/text/count-text'
import type { Approved, Replay } from '@/lib/policies/domain/replay'
import { verdictWord } from '@/lib/policies/domain/verdict-word'

/** What would have been approved and failed, then what a person had rejected. */
export function ToLookAt({ replay }: { replay: Replay }) {
  const { failed, rejected } = replay.byOutcome
  const more = failed + rejected - replay.toLookAt.length
  if (failed + rejected === 0)
    return (
      <div>
        <h3 className="mb-1.5 font-title">None of them failed</h3>
        <p className="text-xs text-ink-2">Nor did anybody reject one of them.</p>
      </div>
    )
  return (
    <div className="min-w-0">
      <h3 className="mb-1.5 font-title">{titleOf(failed, rejected)}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no mouse scrolls it too */}
      <ul className="max-h-64 overflow-y-auto text-xs" tabIndex={0} aria-label={titleOf(failed, rejected)}>
        {replay.toLookAt.map((one) => (
          <Row key={one.jobId} one={one} />
        ))}
        {more > 0 && <li className="border-t py-1.5 text-ink-2">and {countText(more)} more</li>}
      </ul>
    </div>
  )
}

function titleOf(failed: number, rejected: number): string {
  const rejections = `${rejected === 1 ? 'one' : countText(rejected)} that ${rejected === 1 ? 'was' : 'were'} rejected`
  if (failed === 0) return `The ${rejections}`
  return `The ${failed === 1 ? 'one' : countText(failed)} that failed${rejected > 0 ? `, and ${rejections}` : ''}`
}

const Row = ({ one }: { one: Approved }) => (
  <li className="border-t py-1.5 first:border-t-0">
    <p className="flex flex-wrap items-baseline gap-x-1.5">
      <Link
        href={`/jobs/${one.jobId}`}
        className="min-w-0 font-medium [overflow-wrap:anywhere] hover:underline"
      >
        <bdi>{one.node.name ?? shortDid(one.node.did)}</bdi>
      </Link>
      {one.outcome === 'rejected' ? (
        <span className="text-ink-2">rejected by a person</span>
      ) : (
        <span className={one.verdict === 'worse' ? 'font-medium text-error' : 'text-ink-2'}>
          {verdictWord(one)}
        </span>
      )}
      <ExactTime iso={new Date(one.requestedAt).toISOString()} className="ml-auto text-ink-3" />
    </p>
    {one.message && <p className="text-ink-2 [overflow-wrap:anywhere]">{one.message}</p>}
  </li>
)
