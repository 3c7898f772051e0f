import { ChangedLines } from '@/components/ui/changed-lines'
import { Notice } from '@/components/ui/notice'
import type { RuleVersion } from '@/lib/consent/domain/rule-facts'
import { changedRuleLines } from '@/lib/consent/domain/rule-lines'
import type { ChangedLine } from '@/lib/kernel/text/changed-lines'

/** What a draft changes of a rule; `overtaken` is the version that it began from, if somebody else has made another one since. */
export const RuleChanges = (props: {
  from: RuleVersion
  overtaken: RuleVersion | null
  lines: readonly ChangedLine[]
  asksLess: boolean
}) => {
  const { from, overtaken, lines } = props
  return (
    <>
      {overtaken && (
        <Notice tone="warning">
          <p>
            <bdi>{from.by?.name ?? 'Somebody else'}</bdi> has saved version {from.version} meanwhile. What you
            changed is kept on top of it:
          </p>
          <ChangedLines lines={changedRuleLines(overtaken.facts, from.facts)} />
        </Notice>
      )}
      <section aria-label={`What changes from version ${from.version}`}>
        <h3 className="font-medium">What changes from version {from.version}</h3>
        {lines.length === 0 ? <p className="text-ink-2">Nothing yet.</p> : <ChangedLines lines={lines} />}
      </section>
      {props.asksLess && (
        <Notice tone="pending">
          This asks for fewer approvals, or of fewer jobs. Owners of the nodes that the rule matches are asked
          first: it takes effect after 72 hours unless one of them refuses.
        </Notice>
      )}
    </>
  )
}
