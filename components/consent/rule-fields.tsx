import { Field, FieldGroup, Input, Select } from '@/components/ui/field'
import type { ShownGroup } from '@/lib/consent/domain/consent-page'
import { maxLabelKeyLength, maxLabelValueLength, maxNameLength, maxVotes } from '@/lib/consent/domain/limits'
import type { RuleDraft } from '@/lib/consent/domain/rule-draft'
import { riskLevels } from '@/lib/tasks/domain/risk'
import { maxTaskNameLength } from '@/lib/tasks/domain/task-name'

/** What a rule says, a field each; `matches` says below what it matches. */
export function RuleFields(props: {
  draft: RuleDraft
  groups: readonly ShownGroup[]
  matches: string | null
  change: (draft: RuleDraft) => void
}) {
  const { draft, groups, matches, change } = props
  const text = (key: Exclude<keyof RuleDraft, 'votes'>) => ({
    value: draft[key],
    onChange: ({ target }: { target: { value: string } }) => change({ ...draft, [key]: target.value }),
  })
  return (
    <>
      <div className="grid grid-cols-1 gap-3.5 sm:grid-cols-2">
        <Field label="Name" required path="name">
          <Input
            {...text('name')}
            name="name"
            maxLength={maxNameLength}
            autoComplete="off"
            placeholder="Updates need two"
          />
        </Field>
        <Field label="Task" path="task_name">
          <Input
            {...text('task')}
            name="task_name"
            maxLength={maxTaskNameLength}
            autoComplete="off"
            className="font-mono"
            placeholder="every task"
          />
        </Field>
        <Field label="Nodes with label" path={['label_key', 'label_value']}>
          <Input
            {...text('label')}
            name="label"
            maxLength={maxLabelKeyLength + 1 + maxLabelValueLength}
            autoComplete="off"
            className="font-mono"
            placeholder="region:eu, or region"
          />
        </Field>
        <Field label="Minimum risk" path="least_risk">
          <Select {...text('leastRisk')} name="least_risk">
            <option value="">Any (including unspecified)</option>
            {riskLevels.map((risk) => (
              <option key={risk} value={risk}>
                {risk}
              </option>
            ))}
          </Select>
        </Field>
        <p className="text-xs text-ink-2 sm:col-span-2" role="status">
          {matches}
        </p>
        <Field label="Owners or delegates" required path="owners" hint="How many have to approve">
          <Input {...text('owners')} name="owners" type="number" min={1} max={maxVotes} />
        </Field>
      </div>
      {groups.length > 0 && (
        <FieldGroup legend="Additional group approvals" path="groups">
          <div className="grid grid-cols-1 gap-2.5 sm:grid-cols-2">
            {groups.map(({ groupId, name, members }) => (
              <label
                key={groupId}
                htmlFor={`votes.${groupId}`}
                className="grid grid-cols-[4rem_minmax(0,1fr)] items-center gap-2"
              >
                <Input
                  id={`votes.${groupId}`}
                  name={`votes.${groupId}`}
                  type="number"
                  min={0}
                  max={maxVotes}
                  value={draft.votes[groupId] ?? '0'}
                  onChange={({ target }) =>
                    change({ ...draft, votes: { ...draft.votes, [groupId]: target.value } })
                  }
                />
                <span className="[overflow-wrap:anywhere]">
                  <bdi>{name}</bdi> <span className="text-xs text-ink-3">of {members.length}</span>
                </span>
              </label>
            ))}
          </div>
        </FieldGroup>
      )}
    </>
  )
}
