import type { JsonObject } from '@/lib/kernel/json/json'
import { taskProblems } from '@/lib/tasks/domain/unfit'

/** What decides whether a node can take part; `tasks` is unparsed. */
export type Candidate = { did: string; name: string | null; retired: boolean; tasks: unknown }

export type LeftOut = { did: string; name: string | null; why: string }

const whyNot = (
  { retired, tasks }: Candidate,
  task: { task_name: string; params: JsonObject },
): string | null => {
  if (retired) return 'is retired'
  const [problem] = taskProblems(tasks, task)
  if (!problem) return null
  return problem.path === 'task_name'
    ? `does not offer ${task.task_name}`
    : `${problem.path} ${problem.message}`
}

/** The nodes that take part, in their order, and the others with why; one that the viewer may not see is among `asked` only. */
export function fitting(
  asked: readonly string[],
  seen: readonly Candidate[],
  task: { task_name: string; params: JsonObject },
): { fit: Candidate[]; leftOut: LeftOut[] } {
  const byDid = new Map(seen.map((one) => [one.did, one]))
  const fit: Candidate[] = []
  const leftOut: LeftOut[] = []
  for (const did of asked) {
    const node = byDid.get(did)
    const why = node ? whyNot(node, task) : 'is not a node in this fleet'
    if (node && why === null) fit.push(node)
    else leftOut.push({ did, name: node?.name ?? null, why: why ?? '' })
  }
  return { fit, leftOut }
}
