import { z } from 'zod'
import { pageCursor, parseQuery, whole } from '@/lib/kernel/url/query'

export const reportsQuery = z.strictObject({ cursor: pageCursor.optional(), limit: whole(1, 1_000, 100) })

export const parseReportsQuery = (params: URLSearchParams) => parseQuery(reportsQuery, params)
