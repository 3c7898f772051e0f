import { insertWindow } from '@/lib/consent/db/windows'
import { newWindow } from '@/lib/consent/domain/calls'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { parseBody } from '@/lib/kernel/parse-body'
import type { RightsContext } from '@/lib/people/services/rights-transaction'
import { nodeTransaction } from './node-transaction'

/** Adds a weekly maintenance window to a node. */
export async function addWindow(
  context: RightsContext,
  nodeDid: string,
  input: unknown,
): Promise<Result<{ windowId: string }>> {
  const body = parseBody(newWindow, input, 'No window was added.')
  if (!body.ok) return body
  const { name, weekdays, start, duration_minutes, time_zone } = body.value
  const [hours, minutes] = start.split(':').map(Number)
  return nodeTransaction(context, 'setWindows', nodeDid, async ({ tx }) => {
    const windowId = await insertWindow(tx, nodeDid, {
      name,
      weekdays: weekdays.toSorted((a, b) => a - b),
      start_minute: (hours ?? 0) * 60 + (minutes ?? 0),
      duration_minutes,
      time_zone,
    })
    return windowId
      ? ok({ windowId })
      : fail('conflict', 'The node already has a window with this name; choose another one.', {
          fields: [{ path: 'name', message: 'is already used by another window of this node' }],
        })
  })
}
