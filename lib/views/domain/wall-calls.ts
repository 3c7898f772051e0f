import { z } from 'zod'
import { answeredTime } from '@/lib/kernel/json/answers'
import { shownName, storableText } from '@/lib/kernel/json/schemas'
import { lifetime } from '@/lib/people/domain/lifetime'
import { isOrigin } from './embed-origins'
import { wallStates } from './listed-wall'
import { wallPages } from './view-names'

const origin = z
  .string()
  .refine(isOrigin, 'must be an exact origin such as https://wiki.example.org, without a path')

/** A new link for a wall. */
export const wallLinkRequest = z.strictObject({
  name: shownName().describe('What stands at the top of the wall'),
  page: z.enum(wallPages, `must be one of ${wallPages.join(', ')}`),
  query: storableText
    .max(8_000, 'must have at most 8,000 characters')
    .default('')
    .describe('The query of that page’s address; what the page does not know is left out'),
  expires: lifetime.optional().describe('How long it works: 90d, 12h, 30m or never; 90d without it'),
  embed: z
    .array(origin)
    .max(10, 'must be at most 10')
    .default([])
    .describe('The origins whose pages may show it in a frame; without any, none may'),
})

const wallLinkAnswer = z
  .strictObject({
    link_id: z.guid(),
    name: z.string(),
    page: z.enum(wallPages),
    query: z.string(),
    embed: z.array(z.string()),
    created_by: z.string().describe('The DID of the administrator whose view it shows'),
    created_at: answeredTime,
    expires_at: answeredTime.nullable().describe('Null: never'),
    revoked_at: answeredTime.nullable(),
    last_used_at: answeredTime.nullable().describe('To the minute'),
    state: z
      .enum(wallStates)
      .describe('`dead`: whoever created it is disabled or no longer an administrator'),
  })
  .meta({ id: 'WallLink' })

export const wallLinksAnswer = z.strictObject({ links: z.array(wallLinkAnswer) })

/** Only this answer ever holds the address itself. */
export const createdWallLinkAnswer = z.strictObject({
  link_id: z.guid(),
  url: z.string().describe('The address of the wall with its token; shown this once'),
  expires_at: answeredTime.nullable(),
})
export const revokedWallLinkAnswer = z.strictObject({ link_id: z.guid(), revoked_at: answeredTime })
