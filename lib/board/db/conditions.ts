import type { Parameters } from '@/lib/db/connection/parameters'
import { labelReadings } from '@/lib/fleet/domain/fleet-filter'
import { openQuestions } from '@/lib/jobs/db/comments'
import { hasText, ownTextHas, textPlaces } from './job-text'

/** The conditions of a filter that no index answers in the order of the list. */
const names = ['needs', 'owner', 'label', 'task', 'decider', 'risk', 'q'] as const
type ConditionName = (typeof names)[number]

/** On the job `j`, and where an index finds the jobs that it keeps: `FROM …` with `j` and conditions. */
type Condition = {
  keeps: (value: string, parameters: Parameters) => string
  finds: (value: string, parameters: Parameters) => string[]
}

/** Of these conditions, an index of texts finds the jobs. */
export const byText: ReadonlySet<ConditionName> = new Set(['task', 'q'])

const ofNodes = (nodes: (value: string, parameters: Parameters) => string): Condition => {
  const keeps: Condition['keeps'] = (value, parameters) =>
    `j.target_node_did IN (${nodes(value, parameters)})`
  return {
    keeps,
    finds: (value, parameters) => [`FROM maintenance_jobs j WHERE ${keeps(value, parameters)}`],
  }
}

const conditions: Record<ConditionName, Condition> = {
  needs: {
    keeps: () => `EXISTS (SELECT ${openQuestions} AND c.job_id = j.job_id)`,
    finds: () => [openQuestions],
  },
  decider: {
    keeps: (did, { add }) =>
      `EXISTS (SELECT FROM job_votes v WHERE v.job_id = j.job_id AND v.withdrawn_at IS NULL
                 AND v.person_id = (SELECT id FROM people WHERE did = ${add(did)}))`,
    finds: (did, { add }) => [
      `FROM job_votes v JOIN maintenance_jobs j USING (job_id)
       WHERE v.withdrawn_at IS NULL AND v.person_id = (SELECT id FROM people WHERE did = ${add(did)})`,
    ],
  },
  owner: ofNodes(
    (did, { add }) =>
      `SELECT o.node_did FROM node_owners o JOIN people p ON p.id = o.person_id WHERE p.did = ${add(did)}`,
  ),
  label: ofNodes((label, { add }) => {
    const readings = labelReadings(label).map((reading) => JSON.stringify(reading))
    return `SELECT node_did FROM nodes WHERE labels @> ANY (${add(readings)}::jsonb[])`
  }),
  risk: {
    keeps: (risk, { add }) =>
      `(SELECT risk FROM job_details WHERE job_details.job_id = j.job_id) = ${add(risk)}`,
    finds: (risk, { add }) => [
      `FROM job_details d JOIN maintenance_jobs j USING (job_id) WHERE d.risk = ${add(risk)}`,
    ],
  },
  task: {
    keeps: (task, { add }) => `j.task_name = ${add(task)}`,
    finds: (task, parameters) => [
      `FROM maintenance_jobs j WHERE j.task_name = ${parameters.add(task)} AND ${ownTextHas(task, parameters)}`,
    ],
  },
  q: {
    keeps: hasText,
    finds: (q, parameters) => {
      const { row, reason } = textPlaces(q, parameters)
      return [
        ...row.map((place) => `FROM maintenance_jobs j WHERE ${place}`),
        `FROM job_details d JOIN maintenance_jobs j USING (job_id) WHERE ${reason('d.reason')}`,
      ]
    },
  },
}

/** The conditions that a filter has, with their values. */
export const conditionsOf = (
  filter: {
    [Name in ConditionName]?: string | undefined
  },
): (Condition & { name: ConditionName; value: string })[] =>
  names.flatMap((name) => {
    const value = filter[name]
    return value ? [{ ...conditions[name], name, value }] : []
  })
