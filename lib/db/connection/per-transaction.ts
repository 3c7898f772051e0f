import type { ClientBase } from 'pg'
import { isJsonObject } from '@/lib/kernel/json/json'

const begins = /^\s*(BEGIN|START\s+TRANSACTION)\b/i
/** PostgreSQL runs these outside of transactions only. */
const alone = /^\s*(CREATE|DROP|REINDEX)\b.*\bCONCURRENTLY\b|^\s*VACUUM\b/is

const literal = (value: string): string => `'${value.replaceAll("'", "''")}'`

/** `search_path` is a list of names that are quoted already. SET takes no snapshot, so that an isolation level can follow. */
const setLocal = (settings: readonly [string, string][]): string =>
  settings
    .map(([name, value]) => `SET LOCAL ${name} = ${name === 'search_path' ? value : literal(value)}`)
    .join('; ')

/**
 * For a pooler that gives us another connection of PostgreSQL in every transaction: settings are sent with each of them,
 * a single statement gets one of its own, and none is prepared under a name, which the next connection would not know.
 */
export function setPerTransaction(client: ClientBase, settings: readonly [string, string][]): void {
  const query = client.query.bind(client)
  const begin = `BEGIN ISOLATION LEVEL READ COMMITTED; ${setLocal(settings)}`

  const within = async (text: string, values: unknown[] | undefined): Promise<unknown> => {
    await query(begin)
    try {
      const result = await query(text, values)
      await query('COMMIT')
      return result
    } catch (error) {
      // The connection may be gone, and the transaction with it.
      await query('ROLLBACK').catch(() => undefined)
      throw error
    }
  }

  const perTransaction = (first: unknown, second?: unknown, callback?: unknown): unknown => {
    const text = textOf(first)
    // What `pg` itself runs, such as a stream.
    if (text === null || typeof second === 'function' || callback !== undefined)
      return Reflect.apply(query, client, [first, second, callback])
    const values = Array.isArray(second) ? second : valuesOf(first)
    if (begins.test(text)) return query(begin)
    if (client.getTransactionStatus() !== 'I' || alone.test(text)) return query(text, values)
    return within(text, values)
  }
  Reflect.set(client, 'query', perTransaction)
}

const textOf = (query: unknown): string | null => {
  if (typeof query === 'string') return query
  return isJsonObject(query) && typeof query.text === 'string' && !('submit' in query) ? query.text : null
}

const valuesOf = (query: unknown): unknown[] | undefined =>
  typeof query === 'object' && query !== null && 'values' in query && Array.isArray(query.values)
    ? query.values
    : undefined
