import { z } from 'zod'
import { storableText } from '@/lib/kernel/json/schemas'

/** Pages that have a range. */
const pages = /^\/(compare|nodes\/[^/]+)$/

const base = 'https://hakim.invalid'

/** The address of a page with a range, without its server. */
const shortAddress = storableText
  .max(8_000, 'must have at most 8,000 characters')
  .transform((text, context) => {
    const url = URL.canParse(text, base) ? new URL(text, base) : null
    if (url?.origin === base && pages.test(url.pathname)) return `${url.pathname}${url.search}`
    context.addIssue({ code: 'custom', message: 'must be the address of a node or a comparison' })
    return z.NEVER
  })

export const shortRequest = z.strictObject({ address: shortAddress })

/** 72 bits of a digest: nobody finds a link by trying. */
export const isShortCode = (text: string): boolean => /^[\w-]{12}$/.test(text)
