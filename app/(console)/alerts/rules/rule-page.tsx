import { Suspense } from 'react'
import { FiringsCard } from '@/components/alerts/firings-card'
import { Preview } from '@/components/alerts/preview'
import { RuleForm } from '@/components/alerts/rule-form'
import { TestRule } from '@/components/alerts/test-rule'
import { Card } from '@/components/ui/card'
import { PageHeader } from '@/components/ui/page-header'
import { Skeleton } from '@/components/ui/skeleton'
import type { Firings } from '@/lib/alerts/domain/firings'
import type { RuleSettings } from '@/lib/alerts/domain/rule'
import { previewOfFields } from '@/lib/alerts/domain/rule-of-fields'
import { fieldsOfParams, fieldsOfRule, type RuleFields } from '@/lib/alerts/domain/rule-params'
import { previewRule } from '@/lib/alerts/queries/preview/preview'
import { ruleChoices } from '@/lib/alerts/queries/rule-page'
import type { PersonViewer } from '@/lib/kernel/role'
import type { SearchParams } from '@/lib/kernel/url/search-params'
import { saveRule, testRule } from '../actions'

/** A rule in a form, and below it what it would have done. */
export async function RulePage(props: {
  viewer: PersonViewer
  query: SearchParams
  rule: RuleSettings | null
  /** Null: a new one. */
  saved: { ruleId: string; firings: Firings } | null
}) {
  const { rule, saved } = props
  const ruleId = saved?.ruleId ?? null
  const { people, metrics } = await ruleChoices(props.viewer)
  const fields = fieldsOfParams(props.query, rule ? fieldsOfRule(rule) : undefined)
  const didsOf = (ids: readonly string[] | null | undefined): string | null =>
    people
      .filter(({ id }) => ids?.includes(id))
      .map(({ did }) => did)
      .join(' ') || null
  return (
    <>
      <PageHeader
        title={ruleId === null ? 'New rule' : 'Rule'}
        crumbs={[
          { label: 'Alerts', href: '/alerts' },
          { label: 'Rules', href: '/alerts/rules' },
          { label: ruleId === null ? 'new' : ruleId.slice(0, 8) },
        ]}
      />
      <Card>
        <RuleForm
          ruleId={ruleId}
          fields={fields}
          metrics={metrics}
          telling={{
            ...{ severity: rule?.severity ?? 'warning', tell: didsOf(rule?.tell) },
            ...{ escalateMinutes: rule?.escalate_minutes ?? null, escalateTo: didsOf(rule?.escalate_to) },
            enabled: rule?.enabled ?? true,
            people: people.map(({ did, name }) => ({ did, name })),
          }}
          save={saveRule}
        />
        {ruleId !== null && (
          <div className="mt-3.5 flex flex-wrap items-center gap-x-3 border-t pt-2.5">
            <span className="text-ink-2">To everyone whom the saved rule would notify:</span>
            <TestRule ruleId={ruleId} name="this rule, as saved" test={testRule} />
          </div>
        )}
      </Card>
      {saved && <FiringsCard firings={saved.firings} />}
      <Suspense key={JSON.stringify(fields)} fallback={<Skeleton className="h-40 rounded-card" />}>
        <Would viewer={props.viewer} fields={fields} />
      </Suspense>
    </>
  )
}

async function Would({ viewer, fields }: { viewer: PersonViewer; fields: RuleFields }) {
  const rule = previewOfFields(fields)
  return <Preview preview={rule && (await previewRule(viewer, rule))} condition={rule?.condition ?? null} />
}
