import { Card } from '@/components/ui/card'
import type { Action } from '@/components/ui/use-send'
import type { ConsentSettings } from '@/lib/consent/domain/consent-page'
import type { RuleMatches } from '@/lib/consent/domain/rule-matches'
import { RuleForm } from './rule-form'
import { RuleList } from './rule-list'

/** The approval rules; all matching rules apply to a job. */
export function RulesCard(props: {
  settings: ConsentSettings
  actions: Record<'create' | 'remove', Action> & { count: Action<RuleMatches> }
}) {
  const { rules, groups, rulesRefusal } = props.settings
  const may = rulesRefusal === null
  return (
    <Card title="Rules" aside={may ? 'all matching rules apply' : rulesRefusal}>
      {rules.length === 0 ? (
        <p className="text-ink-2">
          No rules yet: one owner of the node, or a delegate, decides on every job.
        </p>
      ) : (
        <RuleList rules={rules} remove={may ? props.actions.remove : null} />
      )}
      {may && (
        <div className="mt-2.5 border-t pt-3.5">
          <RuleForm
            {...{ groups, rule: null, first: null }}
            save={props.actions.create}
            count={props.actions.count}
          />
        </div>
      )}
    </Card>
  )
}
