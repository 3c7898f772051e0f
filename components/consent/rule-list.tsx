import { ButtonLink } from '@/components/ui/button'
import { Confirm } from '@/components/ui/confirm'
import { Link } from '@/components/ui/link'
import type { Action } from '@/components/ui/use-send'
import { askedReason } from '@/lib/consent/domain/asked-reason'
import { matchText, needText, type ShownRule } from '@/lib/consent/domain/rule-text'

/** The rules, one per row: what each matches, what it requires, and whether that can be met. Read-only if `remove` is null. */
export const RuleList = ({ rules, remove }: { rules: ShownRule[]; remove: Action | null }) => (
  <ul>
    {rules.map((rule) => (
      <li
        key={rule.ruleId}
        className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-t py-2 first:border-t-0"
      >
        <div className="min-w-0 flex-1 basis-60">
          <Link
            href={`/settings/consent/rules/${rule.ruleId}`}
            className="touch-area relative font-medium hover:text-accent hover:underline"
          >
            <bdi>{rule.name}</bdi>
          </Link>{' '}
          <span className="text-xs text-ink-3">version {rule.version}</span>
          <div className="text-ink-2 [overflow-wrap:anywhere]">
            {matchText(rule)}: <span className="text-ink">{needText(rule)}</span>
          </div>
          {rule.problem && <div className="text-xs text-warning">{rule.problem}</div>}
        </div>
        {remove && (
          <div className="ml-auto flex min-w-0 flex-wrap items-center justify-end gap-x-1">
            <ButtonLink
              size="sm"
              variant="ghost"
              href={`/settings/consent/rules/${rule.ruleId}`}
              aria-label={`Edit: ${rule.name}`}
            >
              Edit
            </ButtonLink>
            <Confirm
              inline
              action={remove}
              input={{ rule: rule.ruleId }}
              label="Remove"
              name={rule.name}
              confirm="Yes, remove it"
              reason={askedReason}
            >
              Jobs stop needing it once it is removed.
            </Confirm>
          </div>
        )}
      </li>
    ))}
  </ul>
)
