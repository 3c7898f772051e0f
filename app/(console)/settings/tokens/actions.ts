'use server'

import type { Result } from '@/lib/kernel/errors'
import { type CreatedToken, createToken as create } from '@/lib/people/services/create-token'
import { revokeToken as revoke } from '@/lib/people/services/revoke-token'
import { type RotatedToken, rotateToken as rotate } from '@/lib/people/services/rotate-token'
import { personAction } from '@/lib/transport/action'
import { changed } from '@/lib/transport/changed'
import { fieldsOf, textField } from '@/lib/transport/fields'

// A server action is a public POST endpoint: its input is unknown until the service has parsed it.

export async function createToken(input: unknown): Promise<Result<CreatedToken>> {
  return personAction((ctx) => create(ctx, input))
}

export async function rotateToken(input: unknown): Promise<Result<RotatedToken>> {
  const { tokenId, ...rest } = fieldsOf(input)
  return personAction((ctx) => rotate(ctx, textField(tokenId), rest))
}

export async function revokeToken(input: unknown): Promise<Result<{ warnings: string[] }>> {
  const { tokenId } = fieldsOf(input)
  return changed(personAction((ctx) => revoke(ctx, textField(tokenId))))
}
