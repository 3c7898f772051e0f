'use server'

import { addNodeOwner } from '@/lib/consent/services/add-owner'
import { addWindow as addNodeWindow } from '@/lib/consent/services/add-window'
import { delegate as delegateNode } from '@/lib/consent/services/delegate'
import { removeNodeOwner } from '@/lib/consent/services/remove-owner'
import { removeWindow as removeNodeWindow } from '@/lib/consent/services/remove-window'
import { restrictNode } from '@/lib/consent/services/restrict-node'
import { endDelegation as endNodeDelegation } from '@/lib/consent/services/revoke-delegation'
import { personAction } from '@/lib/transport/action'
import { changed } from '@/lib/transport/changed'
import { fieldsOf, textField } from '@/lib/transport/fields'

// Server actions are public POST endpoints: their input is unknown until the service has parsed it.

type Changed = ReturnType<typeof changed>

export async function addOwner(input: unknown): Changed {
  const { did, ...rest } = fieldsOf(input)
  return changed(personAction((ctx) => addNodeOwner(ctx, textField(did), rest)))
}

export async function removeOwner(input: unknown): Changed {
  const { did, ...rest } = fieldsOf(input)
  return changed(personAction((ctx) => removeNodeOwner(ctx, textField(did), rest)))
}

export async function delegate(input: unknown): Changed {
  const { did, ...rest } = fieldsOf(input)
  return changed(personAction((ctx) => delegateNode(ctx, textField(did), rest)))
}

export async function endDelegation(input: unknown): Changed {
  const { did, delegationId } = fieldsOf(input)
  return changed(personAction((ctx) => endNodeDelegation(ctx, textField(did), textField(delegationId))))
}

export async function addWindow(input: unknown): Changed {
  const { did, ...rest } = fieldsOf(input)
  return changed(personAction((ctx) => addNodeWindow(ctx, textField(did), rest)))
}

export async function removeWindow(input: unknown): Changed {
  const { did, windowId } = fieldsOf(input)
  return changed(personAction((ctx) => removeNodeWindow(ctx, textField(did), textField(windowId))))
}

export async function restrict(input: unknown): Changed {
  const { did, ...rest } = fieldsOf(input)
  return changed(personAction((ctx) => restrictNode(ctx, textField(did), rest)))
}
