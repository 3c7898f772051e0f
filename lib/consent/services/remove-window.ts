import { z } from 'zod'
import { deleteWindow } from '@/lib/consent/db/windows'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import type { RightsContext } from '@/lib/people/services/rights-transaction'
import { nodeTransaction } from './node-transaction'

/** Removes a weekly window. A job approved for one of its dates keeps its own window. */
export const removeWindow = (
  context: RightsContext,
  nodeDid: string,
  windowId: string,
): Promise<Result<{ windowId: string }>> =>
  nodeTransaction(context, 'setWindows', nodeDid, async ({ tx }) =>
    z.guid().safeParse(windowId).success && (await deleteWindow(tx, nodeDid, windowId))
      ? ok({ windowId })
      : fail('not_found', 'This node has no such window.'),
  )
