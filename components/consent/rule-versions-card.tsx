import { Card } from '@/components/ui/card'
import { ChangedLines } from '@/components/ui/changed-lines'
import { ExactTime } from '@/components/ui/time-ago'
import type { RuleVersion } from '@/lib/consent/domain/rule-facts'
import { changedRuleLines, ruleLines } from '@/lib/consent/domain/rule-lines'

/** Every version of a rule, the newest first: who made it, why, and what it changed. */
export const RuleVersionsCard = ({ versions }: { versions: readonly RuleVersion[] }) => (
  <Card title="Versions" aside="every one is kept">
    <ol>
      {versions.map((version, index) => (
        <Version key={version.version} version={version} before={versions[index + 1] ?? null} />
      ))}
    </ol>
  </Card>
)

function Version({ version, before }: { version: RuleVersion; before: RuleVersion | null }) {
  const { by, reason, asked } = version
  return (
    <li className="flex flex-col gap-1 border-t py-2.5 first:border-t-0">
      <p>
        <span className="font-title">Version {version.version}</span>
        <span className="text-ink-2">
          , {before ? 'changed' : 'created'} by <bdi>{by?.name ?? 'the server’s terminal or a program'}</bdi>{' '}
          on <ExactTime iso={version.changed_at} />
          {asked && ', after the owners were asked'}
        </span>
      </p>
      {reason !== null && <p className="whitespace-pre-line [overflow-wrap:anywhere]">because: {reason}</p>}
      {before ? (
        <ChangedLines lines={changedRuleLines(before.facts, version.facts)} />
      ) : (
        <dl className="grid grid-cols-[9rem_minmax(0,1fr)] gap-x-3 gap-y-1">
          {ruleLines(version.facts).map(({ key, label, text }) => (
            <div key={key} className="contents">
              <dt className="text-ink-2 [overflow-wrap:anywhere]">{label}</dt>
              <dd className="[overflow-wrap:anywhere]">{text}</dd>
            </div>
          ))}
        </dl>
      )}
    </li>
  )
}
