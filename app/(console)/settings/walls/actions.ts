'use server'

import type { Result } from '@/lib/kernel/errors'
import { personAction } from '@/lib/transport/action'
import { changed } from '@/lib/transport/changed'
import { fieldsOf, textField } from '@/lib/transport/fields'
import { type CreatedWallLink, createWallLink as create } from '@/lib/views/services/create-wall-link'
import { revokeWallLink as revoke } from '@/lib/views/services/revoke-wall-link'

// A server action is a public POST endpoint: its input is unknown until the service has parsed it.

export async function createWallLink(input: unknown): Promise<Result<CreatedWallLink>> {
  return personAction((ctx) => create(ctx, input))
}

export async function revokeWallLink(input: unknown): Promise<Result<{ warnings: string[] }>> {
  const { linkId } = fieldsOf(input)
  return changed(personAction((ctx) => revoke(ctx, textField(linkId))))
}
