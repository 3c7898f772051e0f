import { BreakableName } from '@/components/ui/breakable-name'
import { Card } from '@/components/ui/card'
import { type FlowBucket, failureRate, flowOutcomes, type TaskFlow } from '@/lib/flow/domain/flow'
import type { FlowUnit } from '@/lib/flow/domain/flow-buckets'
import { type FlowStep, flowSteps } from '@/lib/flow/domain/flow-row'
import { type ApproverLoad, quickSeconds } from '@/lib/flow/domain/load'
import { countText } from '@/lib/kernel/text/count-text'
import { bucketName, outcomeLooks } from './flow-point'
import { FlowTable } from './flow-table'
import { lengthText, shareText, spreadText } from './flow-text'

const stepWords: Record<FlowStep, string> = {
  decision: 'From request to decision',
  start: 'From decision to start',
  run: 'From start to end',
  verdict: 'From end to verdict',
  whole: 'From request to end, if it ran',
}

export const StepsCard = ({ total }: { total: FlowBucket }) => (
  <Card title="How long each step took" aside="p90: nine of ten took at most this long">
    <FlowTable
      caption="How long each step took"
      columns={['Step', 'Jobs', 'Median', '90th percentile']}
      rows={flowSteps.map((step) => ({
        key: step,
        cells: [
          stepWords[step],
          countText(total[step].count),
          lengthText(total[step].p50),
          lengthText(total[step].p90),
        ],
      }))}
    />
  </Card>
)

export const TasksCard = ({ tasks }: { tasks: readonly TaskFlow[] }) => (
  <Card title="By task">
    <FlowTable
      caption="Requests by task"
      columns={['Task', 'Requests', 'Completed', 'Failed', 'Lost', 'Failure rate', 'Run, median · p90']}
      rows={tasks.map(({ task, requested, outcomes, run }) => ({
        key: task,
        cells: [
          <bdi key="task" className="font-mono text-sm">
            <BreakableName name={task} />
          </bdi>,
          ...[requested, outcomes.completed, outcomes.failed, outcomes.lost].map(countText),
          shareText(failureRate(outcomes)),
          spreadText(run),
        ],
      }))}
    />
  </Card>
)

export const PeopleCard = ({ people }: { people: readonly ApproverLoad[] }) => (
  <Card
    title="Who decides"
    aside={`Under ${quickSeconds} s: since the request and since their decision before`}
  >
    {people.length === 0 ? (
      <p className="text-ink-2">Nobody has decided on these requests yet.</p>
    ) : (
      <FlowTable
        caption="Decisions by person"
        columns={['Person', 'Approved', 'Rejected', 'Waited for, median · p90', `Under ${quickSeconds} s`]}
        rows={people.map(({ person, name, approved, rejected, waited, quick }) => ({
          key: person,
          cells: [
            <bdi key="name" title={person}>
              {name}
            </bdi>,
            countText(approved),
            countText(rejected),
            spreadText(waited),
            countText(quick),
          ],
        }))}
      />
    )}
  </Card>
)

/** The numbers of the charts. */
export const BucketsCard = (props: { buckets: readonly FlowBucket[]; unit: FlowUnit; zone: string }) => (
  <Card title="Over time, in numbers" aside="by the time of the request, newest first">
    <FlowTable
      caption="Requests over time"
      columns={[
        'From',
        'Requests',
        ...flowOutcomes.map((outcome) => outcomeLooks[outcome].word),
        'Request to end, median · p90',
      ]}
      rows={[...props.buckets].reverse().map((bucket) => ({
        key: String(bucket.from),
        cells: [
          bucketName(bucket.from, props.unit, props.zone),
          countText(bucket.requested),
          ...flowOutcomes.map((outcome) => countText(bucket.outcomes[outcome])),
          spreadText(bucket.whole),
        ],
      }))}
    />
  </Card>
)
