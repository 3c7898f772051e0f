'use server'

import type { AddedWithToken } from '@/lib/consent/domain/added-node'
import { pinsOfNode } from '@/lib/consent/queries/node-pins'
import { addNode as add } from '@/lib/consent/services/add-node'
import { labelNode as label } from '@/lib/consent/services/label-node'
import { renameNode as rename } from '@/lib/consent/services/rename-node'
import { agentLine } from '@/lib/fleet/services/agent-line'
import { restoreNode as restore } from '@/lib/jobs/services/restore-node'
import { retireNode as retire } from '@/lib/jobs/services/retire-node'
import { ok, type Result } from '@/lib/kernel/errors'
import { createToken } from '@/lib/people/services/create-token'
import { personAction } from '@/lib/transport/action'
import { changed } from '@/lib/transport/changed'
import { fieldsOf, textField } from '@/lib/transport/fields'
import { ownAddress } from '@/lib/transport/own-address'

// A server action is a public POST endpoint: its input is unknown until the service has parsed it.

type Changed = Promise<Result<{ warnings: string[] }>>

/** Adds a node with a token for its agent. */
export async function addNode(input: unknown): Promise<Result<AddedWithToken>> {
  return personAction(async (ctx) => {
    const added = await add(ctx, input)
    if (!added.ok) return added
    const { did, warnings } = added.value
    const made = await createToken(ctx, { node: did })
    if (!made.ok) return made
    const line = await agentLine(ownAddress(), made.value.token)
    return ok({ did, line, warnings, owners: await pinsOfNode(ctx.viewer, did) })
  })
}

export async function renameNode(input: unknown): Changed {
  const { did, ...rest } = fieldsOf(input)
  return changed(personAction((ctx) => rename(ctx, textField(did), rest)))
}

export async function labelNode(input: unknown): Changed {
  const { did, ...rest } = fieldsOf(input)
  return changed(personAction((ctx) => label(ctx, textField(did), rest)))
}

export async function retireNode(input: unknown): Changed {
  const { did, ...rest } = fieldsOf(input)
  return changed(personAction((ctx) => retire(ctx, textField(did), rest)))
}

export async function restoreNode(input: unknown): Changed {
  const { did, ...rest } = fieldsOf(input)
  return changed(personAction((ctx) => restore(ctx, textField(did), rest)))
}
