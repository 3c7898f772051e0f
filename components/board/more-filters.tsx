import { Input } from '@/components/ui/field'
import { type JobFilter, risks } from '@/lib/board/domain/filter'
import type { FilterChoices } from '@/lib/board/domain/job-board'
import { statusesIn } from '@/lib/board/domain/status-choice'
import { statusName } from '@/lib/jobs/domain/status-name'
import { jobStatuses } from '@/lib/kernel/job-status'
import { ChoiceFilter } from './choice-filter'

const riskChoices = risks.map((risk) => ({
  value: risk,
  label: `${risk[0]?.toUpperCase()}${risk.slice(1)} risk`,
}))

const needsChoices = [{ value: 'information', label: 'Needs information' }]

/** Several statuses at once, as boxes to tick. */
function Statuses({ filter }: { filter: JobFilter }) {
  const chosen = filter.status === undefined ? [] : (statusesIn(filter.status) ?? [])
  return (
    <fieldset className="flex flex-wrap gap-x-4 gap-y-1.5">
      <legend className="sr-only">Statuses</legend>
      {jobStatuses.map((status) => (
        <label key={status} className="flex min-h-6 items-center gap-1.5 touch:min-h-11">
          <input
            // A new address may mean another choice.
            key={String(chosen.includes(status))}
            type="checkbox"
            name="status"
            value={status}
            defaultChecked={chosen.includes(status)}
            className="size-4 accent-accent"
          />
          {statusName(status)}
        </label>
      ))}
    </fieldset>
  )
}

/** The filters that are needed less often: open while one of them is set. */
export function MoreFilters({ filter, choices }: { filter: JobFilter; choices: FilterChoices }) {
  const { status, owner, decider, risk, needs, label, from, to } = filter
  const several = status?.includes(',') ?? false
  const isSet = [owner, decider, risk, needs, label, from, to].some((value) => value !== undefined) || several
  const times = [
    { name: 'from', label: 'Created from', value: from, hint: 'from: now-2d/d or 2026-01-31' },
    { name: 'to', label: 'Created before', value: to, hint: 'to: now-1d/d or 2026-02-28T12:00Z' },
  ]
  return (
    <details open={isSet} className="basis-full md:order-1 md:basis-[calc(100%-14rem)]">
      <summary className="touch-area relative w-fit text-ink-2 hover:text-ink">More filters</summary>
      <div className="mt-2.5 flex flex-col gap-2.5">
        {status !== 'waiting' && <Statuses filter={filter} />}
        <div className="flex flex-wrap gap-2.5 max-md:grid max-md:grid-cols-2">
          <ChoiceFilter name="risk" label="Risk" any="Any risk" choices={riskChoices} chosen={risk} />
          <ChoiceFilter name="needs" label="Needs" any="Asked or not" choices={needsChoices} chosen={needs} />
          <ChoiceFilter
            name="owner"
            label="Owner of the node"
            any="Any owner"
            choices={choices.people}
            chosen={owner}
          />
          <ChoiceFilter
            name="decider"
            label="Who decided"
            any="Any decider"
            choices={choices.people}
            chosen={decider}
          />
          <Input
            key={label}
            name="label"
            aria-label="Label of the node, as key:value"
            placeholder="label, key:value"
            defaultValue={label}
            className="md:max-w-44"
          />
          {times.map(({ name, label: spoken, value, hint }) => (
            <Input
              key={`${name} ${value}`}
              name={name}
              aria-label={`${spoken}: a time relative to now or in ISO 8601`}
              placeholder={hint}
              defaultValue={value}
              className="md:max-w-60"
            />
          ))}
        </div>
      </div>
    </details>
  )
}
