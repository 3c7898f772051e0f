import type { Metadata } from 'next'
import { AlertTabs } from '@/components/alerts/alert-tabs'
import { RuleTable } from '@/components/alerts/rule-table'
import { ButtonLink } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { rulesPage } from '@/lib/alerts/queries/alerts-page'
import { alertCounts } from '@/lib/alerts/queries/firing'
import { requirePerson } from '@/lib/auth/viewer'
import { deleteRule, testRule } from '../actions'

export const metadata: Metadata = { title: 'Rules · Alerts' }

export default async function RulesPage() {
  const viewer = await requirePerson()
  const [{ rules }, counts] = await Promise.all([rulesPage(viewer), alertCounts(viewer)])
  return (
    <>
      <PageHeader
        title="Alerts"
        actions={
          <ButtonLink href="/alerts/rules/new" variant="primary">
            New rule
          </ButtonLink>
        }
      />
      <AlertTabs tab="rules" counts={counts} />
      {rules.length > 0 ? (
        <RuleTable rules={rules} actions={{ remove: deleteRule, test: testRule }} />
      ) : (
        <EmptyState title="No rules yet">
          An alert rule watches a metric, the status, a diagnosis or silence. Before you save one, you see
          when it would have fired.
        </EmptyState>
      )}
    </>
  )
}
