import clsx from 'clsx'
import type { ComponentProps } from 'react'
import { Confirm } from '@/components/ui/confirm'
import { Link } from '@/components/ui/link'
import { SettingsTable } from '@/components/ui/settings-table'
import type { Action } from '@/components/ui/use-send'
import type { ShownRule } from '@/lib/alerts/domain/alerts-page'
import { WithSeverity } from './severity-mark'
import { TestRule } from './test-rule'
import { WeeklyFirings } from './weekly-firings'

const columns = ['Rule', 'Firings per week', 'Notifies', 'Last saved by'].map((name) => ({ name }))
const cell = '@4xl:px-3 @4xl:py-2 @4xl:first:pl-4 @4xl:last:pr-3'
const row =
  'border-t first:border-t-0 hover:bg-sunken/60 @max-4xl:flex @max-4xl:flex-col @max-4xl:gap-y-1 @max-4xl:px-3.5 @max-4xl:py-2.5'

type Actions = { remove: Action; test: ComponentProps<typeof TestRule>['test'] }

export const RuleTable = ({ rules, actions }: { rules: readonly ShownRule[]; actions: Actions }) => (
  <SettingsTable caption="Alert rules" columns={columns}>
    {rules.map((rule) => (
      <tr key={rule.ruleId} className={clsx(row, !rule.enabled && 'text-ink-2')}>
        <td className={clsx(cell, 'min-w-0 [overflow-wrap:anywhere]')}>
          <WithSeverity severity={rule.severity}>
            {rule.refusal === null ? (
              <Link href={`/alerts/rules/${rule.ruleId}`} className="hover:underline">
                {rule.text}
              </Link>
            ) : (
              rule.text
            )}
            {!rule.enabled && ' (disabled)'}
          </WithSeverity>
        </td>
        <td className={cell}>
          <WeeklyFirings firings={rule.firings} />
        </td>
        <td className={clsx(cell, 'min-w-0 text-ink-2')}>
          <span className="@4xl:hidden">notifies </span>
          <bdi>{rule.tells}</bdi>
        </td>
        <td className={clsx(cell, 'text-ink-2')}>
          <span className="@4xl:hidden">saved by </span>
          <bdi>{rule.by}</bdi>
        </td>
        <td className={cell}>
          {rule.refusal === null && (
            <div className="ml-auto flex w-fit items-start justify-end gap-1">
              {rule.enabled && <TestRule ruleId={rule.ruleId} name={rule.text} test={actions.test} />}
              <Confirm
                inline
                action={actions.remove}
                input={{ ruleId: rule.ruleId }}
                label="Delete"
                name={rule.text}
                confirm="Yes, delete it"
                done="Deleted the rule"
              >
                Its past alerts stay in the history.
              </Confirm>
            </div>
          )}
        </td>
      </tr>
    ))}
  </SettingsTable>
)
