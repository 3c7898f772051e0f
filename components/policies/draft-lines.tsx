import { BreakableName } from '@/components/ui/breakable-name'
import { Input, Select } from '@/components/ui/field'
import type { FieldProblem } from '@/lib/kernel/errors'
import { countText } from '@/lib/kernel/text/count-text'
import { nodesOffering, offersOf, schemaOf, withNodes, withTask } from '@/lib/policies/domain/form-choices'
import type { PolicyDraft } from '@/lib/policies/domain/policy-draft'
import type { PolicyChoices } from '@/lib/policies/domain/policy-page'
import type { ParamBound } from '@/lib/signing/domain/policy-bounds'
import { BoundField } from './bound-field'
import { DateLines } from './date-lines'
import { Line } from './line'
import { NodesField } from './nodes-field'
import { OffersField } from './offers-field'
import { TimeField } from './time-field'

const nodesText = (count: number): string => (count === 1 ? '1 node' : `${countText(count)} nodes`)

/** The conditions of a policy, one a line, each in the control that fits it. */
export function DraftLines(props: {
  draft: PolicyDraft
  choices: PolicyChoices
  /** Keys of the lines that differ from the version before. */
  changed: ReadonlySet<string>
  problem: FieldProblem | null
  nameOf: (did: string) => string
  change: (draft: PolicyDraft) => void
}) {
  const { draft, choices, changed, problem, nameOf, change } = props
  const offering = nodesOffering(choices, draft.task)
  const tasks = [...new Set(choices.offers.map(({ task }) => task))]
  const schema = schemaOf(choices, draft.task)
  const names = [...new Set([...Object.keys(schema?.properties ?? {}), ...Object.keys(draft.params)])]
  const errorOf = (path: string): string | null =>
    problem &&
    (problem.path === path || problem.path.startsWith(`${path}.`) || problem.path.startsWith(`${path}[`))
      ? `${problem.path === path ? '' : `${problem.path} `}${problem.message}`
      : null
  const line = (key: string, path: string) => ({ changed: changed.has(key), error: errorOf(path) })
  const setBound = (name: string, bound: ParamBound | null) => {
    const { [name]: _, ...others } = draft.params
    change({ ...draft, params: bound ? { ...others, [name]: bound } : others })
  }
  const rate = (member: keyof PolicyDraft['rate'], label: string, most: number) => (
    <span className="flex items-center gap-2 whitespace-nowrap">
      <Input
        type="number"
        aria-label={`At most ${label} in 24 hours`}
        min={1}
        max={most}
        className="max-w-20"
        value={Number.isNaN(draft.rate[member]) ? '' : draft.rate[member]}
        onChange={({ target }) =>
          change({ ...draft, rate: { ...draft.rate, [member]: target.valueAsNumber } })
        }
      />
      {label}
    </span>
  )
  return (
    <>
      <Line
        label="Task"
        {...line('other_task', 'task')}
        error={draft.task === '' ? null : errorOf('task')}
        aside={draft.task === '' ? undefined : `offered by ${nodesText(offering.length)}`}
      >
        <Select
          aria-label="Task"
          className="font-mono"
          value={draft.task}
          onChange={({ target }) => change(withTask(draft, choices, target.value))}
        >
          <option value="">Choose…</option>
          {(draft.task === '' || tasks.includes(draft.task) ? tasks : [draft.task, ...tasks]).map((task) => (
            <option key={task} value={task}>
              {offersOf(choices, task)[0]?.title ? `${offersOf(choices, task)[0]?.title} · ${task}` : task}
            </option>
          ))}
        </Select>
      </Line>
      {names.map((name) => (
        <Line
          key={`${draft.task} ${name}`}
          label={
            <span className="font-mono">
              <BreakableName name={name} />
            </span>
          }
          changed={changed.has(`params.${name}`)}
          error={errorOf(`params.${name}`)}
        >
          <BoundField
            name={name}
            schema={schema?.properties[name] ?? null}
            required={schema?.required.includes(name) ?? false}
            bound={draft.params[name] ?? null}
            change={(bound) => setBound(name, bound)}
          />
        </Line>
      ))}
      <Line
        label="Nodes"
        {...line('other_node', 'nodes')}
        error={draft.nodes.length === 0 ? null : errorOf('nodes')}
        aside={
          draft.task === '' ? undefined : `${countText(draft.nodes.length)} of ${countText(offering.length)}`
        }
      >
        <NodesField
          offering={offering}
          nodes={draft.nodes}
          nameOf={nameOf}
          change={(dids) => change(withNodes(draft, choices, dids))}
        />
      </Line>
      {draft.nodes.length > 0 && (
        <Line label="Runs" {...line('other_offer', 'offer_digests')}>
          <OffersField draft={draft} choices={choices} change={change} />
        </Line>
      )}
      <Line label="Time" {...line('outside_windows', 'windows')}>
        <TimeField windows={draft.windows} change={(windows) => change({ ...draft, windows })} />
      </Line>
      <Line label="At most" {...line('rate', 'rate')} aside="in 24 hours">
        <div className="flex flex-wrap gap-x-4 gap-y-2">
          {rate('per_node_per_day', 'on one node', 1_000)}
          {rate('per_day', 'in all', 10_000)}
        </div>
      </Line>
      <DateLines draft={draft} line={line} change={change} />
    </>
  )
}
