import { viewCalls } from '@/lib/api/domain/calls-views'
import { contextOf } from '@/lib/auth/context'
import { fail, ok } from '@/lib/kernel/errors'
import { refusalOf } from '@/lib/people/domain/refusal'
import { ownAddress } from '@/lib/transport/own-address'
import { route } from '@/lib/transport/route'
import { wallLinks } from '@/lib/views/queries/wall-links'
import { createWallLink } from '@/lib/views/services/create-wall-link'

export const GET = route(viewCalls.listWallLinks, async ({ viewer }) => {
  const refusal = refusalOf('setWallLinks', viewer)
  if (refusal) return fail('forbidden', refusal)
  return ok({ links: (await wallLinks(viewer)).map(({ creator: _, ...link }) => link) })
})

export const POST = route(viewCalls.createWallLink, async ({ viewer, body }) => {
  const made = await createWallLink(await contextOf(viewer), body)
  if (!made.ok) return made
  const { path, ...link } = made.value
  return ok({ ...link, url: `${ownAddress()}${path}` })
})
