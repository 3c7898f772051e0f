import { isJsonObject, type JsonValue } from '@/lib/kernel/json/json'

const subjectFields = ['target_node_did', 'requester_did', 'task_name'] as const
type Subject = Record<(typeof subjectFields)[number], string | null>

/** A job as its events describe it; null: unknown, since the job is older than the log. */
type ProjectedJob = {
  deleted: boolean
  status: string | null
  paramsHash: string | null
  /** The task, the node and the requester; they never change. */
  subject: Subject | null
  /** The whole history if `fromStart`, else its last entries. */
  history: JsonValue[]
  fromStart: boolean
}

const emptyProjection = (): ProjectedJob => ({
  deleted: false,
  status: null,
  paramsHash: null,
  subject: null,
  history: [],
  fromStart: false,
})

const textOf = (value: JsonValue | undefined): string | null => (typeof value === 'string' ? value : null)

/**
 * Reads a job from its events, given as JSON texts in their order; null if one of them is not a JSON object.
 */
export function projectJob(bodies: readonly string[]): ProjectedJob | null {
  let projected = emptyProjection()
  for (const body of bodies) {
    const event = parse(body)
    if (!isJsonObject(event)) return null
    const history = event.history
    if (event.kind === 'requested') {
      // A program may have inserted a history that is not a list; it counts as the first entry.
      const first = Array.isArray(history) ? history : [history ?? null]
      projected = { ...emptyProjection(), status: 'PendingApproval', history: first, fromStart: true }
      projected.paramsHash = textOf(event.params_sha256)
      const { target_node_did, requester_did, task_name } = event
      projected.subject = {
        target_node_did: textOf(target_node_did),
        requester_did: textOf(requester_did),
        task_name: textOf(task_name),
      }
    } else if (event.kind === 'revised') projected.paramsHash = textOf(event.params_sha256)
    else if (event.kind === 'deleted') projected = { ...emptyProjection(), deleted: true }
    else if (event.kind === 'status' || event.kind === 'note') {
      projected.status = textOf(event.to)
      if (Array.isArray(history)) projected.history.push(...history)
    }
  }
  return projected
}

function parse(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export type StoredJob = { status: string; paramsHash: string; history: JsonValue } & Subject

/** How a stored job differs from its events. */
export function differences(projected: ProjectedJob, job: StoredJob): string[] {
  const wrong: string[] = []
  if (projected.status !== null && projected.status !== job.status)
    wrong.push(`is ${job.status}, but its events say ${projected.status}`)
  if (projected.paramsHash !== null && projected.paramsHash !== job.paramsHash)
    wrong.push('has parameters that differ from its events')
  for (const part of subjectFields)
    if (projected.subject && projected.subject[part] !== job[part])
      wrong.push(`has a ${part} that differs from its events`)
  const stored = Array.isArray(job.history) ? job.history : [job.history]
  const compared = projected.fromStart
    ? stored
    : stored.slice(Math.max(0, stored.length - projected.history.length))
  if (!same(compared, projected.history)) wrong.push('has a history that differs from its events')
  return wrong
}

/** Equality as jsonb has it: the order of keys does not matter. */
function same(a: JsonValue, b: JsonValue): boolean {
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((each, n) => same(each, b[n] ?? null))
  if (!isJsonObject(a) || !isJsonObject(b)) return a === b
  const keys = Object.keys(a)
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && same(a[key] ?? null, b[key] ?? null))
  )
}
