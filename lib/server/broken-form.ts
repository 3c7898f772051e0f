import type { IncomingHttpHeaders } from 'node:http'

/** A text in React's encoding that needs no other part: escaped, or a value such as `$undefined`, a date, a number. */
const plain = /^\$(\$|undefined$|NaN$|-?Infinity$|-0$|T$|D|n-?\d+$)/
/** A text that refers to another part of the form, in hexadecimal, after a letter for its kind. */
const reference = /^\$[A-Za-z@]?([0-9a-f]+)/
/** A text that refers to all parts with a prefix: a form within the call. */
const form = /^\$K[0-9a-f]+$/

/** A text that refers to what stands elsewhere in the call itself, which React writes for an object that is there twice. */
const within = /^\$0((?::[^:]+)+)$/

/** `list`: the arguments of the call. */
type Parts = { has: (name: string) => boolean; list: unknown }

const follow = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? Reflect.get(value, key)
    : undefined

function isReadable(value: unknown, parts: Parts): boolean {
  if (typeof value === 'string') {
    if (!value.startsWith('$') || plain.test(value) || form.test(value)) return true
    const path = within.exec(value)?.[1]
    if (path) return typeof path.slice(1).split(':').reduce(follow, parts.list) === 'object'
    const part = reference.exec(value)?.[1]
    return part !== undefined && parts.has(String(Number.parseInt(part, 16)))
  }
  if (typeof value !== 'object' || value === null) return true
  return Object.values(value).every((inner: unknown) => isReadable(inner, parts))
}

/** Whether `text` is an action's list of arguments as React writes it. */
function isCall(text: unknown, parts: Pick<Parts, 'has'>): boolean {
  if (typeof text !== 'string') return false
  try {
    const list: unknown = JSON.parse(text)
    return Array.isArray(list) && isReadable(list, { has: (name) => parts.has(name), list })
  } catch {
    return false
  }
}

/** Whether Next could not read the body of a form, or of an action that a page calls (`next-action`). */
export async function isBrokenForm(headers: IncomingHttpHeaders, body: Buffer): Promise<boolean> {
  const type = headers['content-type'] ?? ''
  const isAction = headers['next-action'] !== undefined
  if (!/^multipart\/form-data\b/i.test(type))
    return isAction && !isCall(body.toString('utf8'), { has: () => false })
  try {
    const parts = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData()
    return isAction && !isCall(parts.get('0'), parts)
  } catch {
    return true
  }
}
