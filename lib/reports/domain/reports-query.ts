import { z } from 'zod'
import { pageCursor, whole } from '@/lib/kernel/url/query'

export const reportsQuery = z.strictObject({ cursor: pageCursor.optional(), limit: whole(1, 1_000, 100) })
