'use server'

import { pinNode as pin } from '@/lib/fleet/services/pin-node'
import type { Result } from '@/lib/kernel/errors'
import { personAction } from '@/lib/transport/action'
import { changed } from '@/lib/transport/changed'
import { fieldsOf, textField } from '@/lib/transport/fields'
import { changeView as change } from '@/lib/views/services/change-view'
import { deleteView as remove } from '@/lib/views/services/delete-view'
import { saveView as save } from '@/lib/views/services/save-view'
import { shorten as makeShort } from '@/lib/views/services/shorten'

// A server action is a public POST endpoint: its input is unknown until the service has parsed it.

type Changed = Promise<Result<{ warnings: string[] }>>

export async function saveView(input: unknown): Changed {
  return changed(personAction((ctx) => save(ctx, input)))
}

export async function changeView(input: unknown): Changed {
  const { viewId, ...rest } = fieldsOf(input)
  return changed(personAction((ctx) => change(ctx, textField(viewId), rest)))
}

export async function deleteView(input: unknown): Changed {
  const { viewId } = fieldsOf(input)
  return changed(personAction((ctx) => remove(ctx, textField(viewId))))
}

export async function shorten(input: unknown): Promise<Result<{ path: string }>> {
  return personAction((ctx) => makeShort(ctx, input))
}

export async function pinNode(input: unknown): Changed {
  const { did } = fieldsOf(input)
  return changed(personAction((ctx) => pin(ctx, textField(did), true)))
}

export async function unpinNode(input: unknown): Changed {
  const { did } = fieldsOf(input)
  return changed(personAction((ctx) => pin(ctx, textField(did), false)))
}
