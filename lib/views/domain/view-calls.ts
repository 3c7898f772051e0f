import { z } from 'zod'
import { answeredTime } from '@/lib/kernel/json/answers'
import { shownName, storableText } from '@/lib/kernel/json/schemas'
import { viewPages } from './view-names'

const name = shownName()
const query = storableText
  .max(8_000, 'must have at most 8,000 characters')
  .describe('The query of the page’s address; what the page does not know is left out')
const shared = z.boolean().describe('Everybody sees it; only approvers and administrators share')

/** A new view of whoever asks. */
export const viewRequest = z.strictObject({
  name,
  page: z.enum(viewPages, `must be one of ${viewPages.join(', ')}`),
  query: query.default(''),
  shared: shared.default(false),
})

/** What changes; the rest stays. */
export const viewChange = z.strictObject({
  name: name.optional(),
  query: query.optional(),
  shared: shared.optional(),
})

export const viewsQuery = z.strictObject({
  page: z.enum(viewPages, `must be one of ${viewPages.join(', ')}`).optional(),
})

const viewAnswer = z
  .strictObject({
    view_id: z.guid(),
    name: z.string(),
    page: z.enum(viewPages),
    query: z.string(),
    href: z.string().describe('The path of the page with this query'),
    shared: z.boolean(),
    own: z.boolean(),
    by: z.string().describe('The name of whoever saved it'),
    created_at: answeredTime,
  })
  .meta({ id: 'View' })

export const viewsAnswer = z.strictObject({ views: z.array(viewAnswer) })
export const changedViewAnswer = z.strictObject({ view_id: z.guid() })
