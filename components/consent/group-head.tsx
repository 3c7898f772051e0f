import { Link } from '@/components/ui/link'
import type { ShownGroup } from '@/lib/consent/domain/consent-page'

/** The title of a group's page, below that of the settings. */
export const GroupHead = ({ group }: { group: ShownGroup }) => (
  <div className="min-w-0">
    <nav aria-label="Group" className="text-xs text-ink-3">
      <Link href="/settings/consent" className="touch-area relative hover:text-ink hover:underline">
        Consent
      </Link>
    </nav>
    <h2 className="text-lg font-title [overflow-wrap:anywhere]">
      <bdi>{group.name}</bdi>
    </h2>
    <p className="text-ink-2 [overflow-wrap:anywhere]">
      {group.members.length === 0 ? 'No members' : group.members.map(({ name }) => name).join(', ')}
      {group.rules.length > 0 && ` · needed by ${group.rules.join(', ')}`}
    </p>
  </div>
)
