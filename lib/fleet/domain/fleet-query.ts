import { z } from 'zod'
import { anyDid } from '@/lib/kernel/did/did'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { fieldProblems } from '@/lib/kernel/json/json'
import { filterText, parseQuery, whole } from '@/lib/kernel/url/query'
import { parseColumns } from './fleet-columns'
import { decodeFleetCursor, type FleetCursor } from './fleet-cursor'
import {
  defaultSort,
  type FleetFilter,
  type FleetSort,
  fleetFilter,
  fleetSorts,
  isFleetSort,
} from './fleet-filter'
import { choicesOf } from './fleet-page'

/** A missing or empty parameter filters nothing. */
const optionalText = filterText.transform((text) => (text === '' ? undefined : text)).optional()

const filter = {
  q: optionalText,
  state: optionalText,
  label: filterText.includes(':', 'must be key:value').optional(),
  owner: z
    .union([z.enum(['me', 'none']), anyDid.startsWith('did:')], 'must be a DID, me, or none')
    .optional(),
  pinned: z
    .enum(['true', 'false'], 'must be true or false')
    .transform((value) => (value === 'true' ? 'me' : undefined))
    .optional()
    .describe('Only nodes that the caller has pinned'),
  retired: z
    .enum(['true', 'false'], 'must be true or false')
    .transform((value) => value === 'true')
    .optional()
    .describe('Nodes out of service instead of those in service'),
  sort: z.enum(fleetSorts, `must be one of ${fleetSorts.join(', ')}`).default(defaultSort),
}

const cursor = z.string().transform((text, context) => {
  const decoded = decodeFleetCursor(text)
  if (decoded) return decoded
  context.addIssue({ code: 'custom', message: 'must be the next_cursor of an earlier answer' })
  return z.NEVER
})

export type NodeListRequest = { filter: FleetFilter; cursor: FleetCursor | null; limit: number }

/** The query of `GET /nodes`. */
export const nodesQuery = z
  .strictObject({ ...filter, cursor: cursor.optional(), limit: whole(1, 1_000, 100) })
  .refine((query) => query.cursor === undefined || query.cursor.sort === query.sort, {
    path: ['cursor'],
    message: 'belongs to another sort; start again without it',
  })
  .transform(
    ({ cursor: after, limit, ...narrowed }): NodeListRequest => ({
      filter: narrowed,
      cursor: after ?? null,
      limit,
    }),
  )

/** The list of a page may be sorted by any metric. */
const orderQuery = z.strictObject({
  ...filter,
  sort: z.custom<FleetSort>(isFleetSort, 'must be one of the sorts of the list').default(defaultSort),
})

export const parseOrderQuery = (params: URLSearchParams): Result<FleetFilter> =>
  parseQuery(orderQuery, params)

const choicesQuery = z.strictObject({
  of: z.enum(choicesOf, `must be one of ${choicesOf.join(', ')}`),
  q: filterText.default(''),
})

export const parseChoicesQuery = (params: URLSearchParams): Result<z.infer<typeof choicesQuery>> =>
  parseQuery(choicesQuery, params)

const findQuery = z.strictObject({ q: filterText.default('').transform((text) => text.trim()) })

export const parseFindQuery = (params: URLSearchParams): Result<z.infer<typeof findQuery>> =>
  parseQuery(findQuery, params)

/** Rows in one request. */
const maxRowsAtOnce = 100

const rowsQuery = z.strictObject({
  did: z.array(anyDid).min(1, 'is required').max(maxRowsAtOnce, `must appear at most ${maxRowsAtOnce} times`),
  columns: z
    .string()
    .transform((text, context) => {
      const columns = parseColumns(text)
      if (columns) return columns
      context.addIssue({ code: 'custom', message: 'must be columns of the list' })
      return z.NEVER
    })
    .optional(),
})

/** The DIDs of `?did=…&did=…`, and the columns chosen. */
export function parseRowsQuery(params: URLSearchParams): Result<z.infer<typeof rowsQuery>> {
  const others = [...params.keys()].filter((key) => key !== 'did').map((key) => [key, params.get(key)])
  const parsed = rowsQuery.safeParse({ did: params.getAll('did'), ...Object.fromEntries(others) })
  return parsed.success
    ? ok(parsed.data)
    : fail('invalid', 'The query is not valid.', { fields: fieldProblems(parsed.error) })
}

/** The query of an open fleet page: that of its own URL, the version it has, and whether it asks for waiting jobs too. */
export const parseLiveQuery = (
  params: URLSearchParams,
): { filter: FleetFilter; since: string | null; waiting: boolean } => ({
  filter: fleetFilter(Object.fromEntries(params), params.get('view') === 'map' ? 'map' : undefined),
  since: params.get('since'),
  waiting: params.has('waiting'),
})
