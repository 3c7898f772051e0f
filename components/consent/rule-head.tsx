import { Link } from '@/components/ui/link'
import { matchText, needText, type ShownRule } from '@/lib/consent/domain/rule-text'

/** The title of a rule's page, below that of the settings. */
export const RuleHead = ({ rule }: { rule: ShownRule }) => (
  <div className="min-w-0">
    <nav aria-label="Rule" className="text-xs text-ink-3">
      <Link href="/settings/consent" className="touch-area relative hover:text-ink hover:underline">
        Consent
      </Link>
    </nav>
    <h2 className="flex flex-wrap items-baseline gap-x-3 gap-y-1 text-lg font-title [overflow-wrap:anywhere]">
      <bdi>{rule.name}</bdi>
      <span className="text-sm font-normal text-ink-2">version {rule.version}</span>
    </h2>
    <p className="text-ink-2 [overflow-wrap:anywhere]">
      {matchText(rule)}: <span className="text-ink">{needText(rule)}</span>
    </p>
    {rule.problem && <p className="text-xs text-warning">{rule.problem}</p>}
  </div>
)
