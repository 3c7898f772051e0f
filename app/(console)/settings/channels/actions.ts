'use server'

import type { Result } from '@/lib/kernel/errors'
import type { BrowserMessage } from '@/lib/notices/domain/channels-page'
import { noteShown as note, takeNotices as take } from '@/lib/notices/services/browser-notices'
import { changeChannel as change } from '@/lib/notices/services/change-channel'
import { type CreatedChannel, createChannel as create } from '@/lib/notices/services/create-channel'
import { deleteChannel as remove } from '@/lib/notices/services/delete-channel'
import { deliverAgain as again } from '@/lib/notices/services/deliver-again'
import { testChannel as test } from '@/lib/notices/services/test-channel'
import { personAction } from '@/lib/transport/action'
import { changed } from '@/lib/transport/changed'
import { fieldsOf, textField } from '@/lib/transport/fields'

// A server action is a public POST endpoint: its input is unknown until the service has parsed it.

export async function createChannel(input: unknown): Promise<Result<CreatedChannel>> {
  return personAction((ctx) => create(ctx, input))
}

export async function changeChannel(input: unknown): Promise<Result<{ warnings: string[] }>> {
  const { channelId, ...rest } = fieldsOf(input)
  return changed(personAction((ctx) => change(ctx, textField(channelId), rest)))
}

export async function deleteChannel(input: unknown): Promise<Result<{ warnings: string[] }>> {
  const { channelId } = fieldsOf(input)
  return changed(personAction((ctx) => remove(ctx, textField(channelId))))
}

type Outcome = { state: string; answer: string | null }

export async function testChannel(input: unknown): Promise<Result<Outcome>> {
  const { channelId } = fieldsOf(input)
  return personAction((ctx) => test(ctx, textField(channelId)))
}

export async function deliverAgain(input: unknown): Promise<Result<Outcome>> {
  const { deliveryId } = fieldsOf(input)
  return personAction((ctx) => again(ctx, textField(deliveryId)))
}

export async function takeNotices(_input: unknown): Promise<Result<BrowserMessage[]>> {
  return personAction((ctx) => take(ctx))
}

export async function noteShown(input: unknown): Promise<Result<null>> {
  return personAction((ctx) => note(ctx, input))
}
