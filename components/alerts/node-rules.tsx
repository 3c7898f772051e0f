import { Card } from '@/components/ui/card'
import { Link } from '@/components/ui/link'
import type { NodeRule } from '@/lib/alerts/domain/node-alerts'
import type { AgentLimits } from '@/lib/reports/domain/report-details'
import { WithSeverity } from './severity-mark'

const names = [
  ['cpu_usage_percent', 'CPU'],
  ['memory_usage_percent', 'Memory'],
  ['disk_usage_percent', 'Disk'],
] as const

/** What watches this node: alert rules, and the limits by which its agent judges it, if the agent announces them. */
export const NodeRules = (props: { rules: readonly NodeRule[]; limits: AgentLimits | null }) => (
  <Card title="Alert rules for this node" className="flex flex-col gap-2.5">
    {props.rules.length === 0 ? (
      <p className="text-ink-2">No alert rule watches this node.</p>
    ) : (
      <ul className="flex flex-col gap-1">
        {props.rules.map(({ ruleId, what, severity }) => (
          <li key={ruleId}>
            <WithSeverity severity={severity}>{what}</WithSeverity>
          </li>
        ))}
      </ul>
    )}
    <Link href="/alerts/rules" className="w-fit text-xs text-accent hover:underline">
      All alert rules
    </Link>
    {props.limits && <OwnLimits limits={props.limits} />}
  </Card>
)

function OwnLimits({ limits }: { limits: AgentLimits }) {
  const samples = limits.sustained_samples
  return (
    <section aria-label="The agent’s own limits" className="border-t pt-2.5 text-xs">
      <h3 className="font-medium">The agent’s own limits</h3>
      <p className="text-ink-2">They set the status that it reports; its tasks file sets them.</p>
      <dl className="mt-1 grid w-fit grid-cols-[auto_auto] gap-x-4 gap-y-0.5">
        {names.map(([key, name]) => {
          const limit = limits[key]
          return limit ? (
            <div key={key} className="contents">
              <dt>{name}</dt>
              <dd className="tabular-nums">
                Warning {limit.warning}%, Error {limit.error}%
                {key === 'cpu_usage_percent' && samples !== undefined && `, in ${samples} samples in a row`}
              </dd>
            </div>
          ) : null
        })}
      </dl>
    </section>
  )
}
