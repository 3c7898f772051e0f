import { Node } from '@/lib/db/entities/node'
import { announcement } from '@/lib/jobs/domain/agent-calls'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { fieldProblems, jsonProblem } from '@/lib/kernel/json/json'
import type { AgentContext } from '@/lib/people/services/context'
import { withDigest } from '@/lib/tasks/domain/offer-digest'

/**
 * Replaces the tasks that the agent's node offers, and whose signatures it requires. The tasks' names must differ, because a
 * job names its task.
 */
export async function announceTasks(
  { db, viewer }: AgentContext,
  nodeDid: string,
  input: unknown,
): Promise<Result<{ tasks: number }>> {
  if (viewer.nodeDid !== nodeDid) return fail('not_found', 'This token belongs to another node.')
  const problem = jsonProblem(input)
  if (problem) return fail('invalid', 'The tasks were not announced.', { fields: [problem] })
  const parsed = announcement.safeParse(input)
  if (!parsed.success)
    return fail('invalid', 'The tasks were not announced.', { fields: fieldProblems(parsed.error) })
  const names = parsed.data.tasks.map((task) => task.name)
  const twice = names.findIndex((name, index) => names.indexOf(name) !== index)
  if (twice !== -1)
    return fail('invalid', 'The tasks were not announced.', {
      fields: [{ path: `tasks[${twice}].name`, message: 'appears twice' }],
    })
  const other = parsed.data.tasks.findIndex((task) => task.digest && task.digest !== withDigest(task).digest)
  if (other !== -1)
    return fail('invalid', 'The tasks were not announced.', {
      fields: [{ path: `tasks[${other}].digest`, message: 'is not the digest of this task' }],
    })
  // The database makes the digest from the entry itself.
  const tasks = parsed.data.tasks.map(({ digest: _, ...task }) => task)
  await db.manager.update(Node, nodeDid, {
    tasks,
    consent: parsed.data.consent ?? null,
    tasks_announced_at: new Date(),
  })
  return ok({ tasks: tasks.length })
}
