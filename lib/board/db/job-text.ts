import { contains, type Parameters } from '@/lib/db/connection/parameters'

/** The texts of a job's own row, in the words of its index (1764000055000-job-search.ts). */
const ownText = `(j.task_name || ' ' || coalesce(j.params::text, '') || ' '
  || coalesce(jsonb_path_query_array(j.status_history, '$[*].message')::text, '')) COLLATE "C"`

/** How a text stands between the quotes of JSON. */
const inJson = (text: string): string => JSON.stringify(text).slice(1, -1)

/** The spellings to look for: the collation "C" knows upper and lower case of ASCII alone. */
function spellings(text: string): string[] {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII begins with them.
  if (/^[\x00-\x7f]*$/.test(text)) return [text]
  const lower = text.toLowerCase()
  const [first = ''] = lower
  return [text, lower, text.toUpperCase(), first.toUpperCase() + lower.slice(first.length)]
}

/** The first and the last id that begin like a pasted one, of which eight digits are enough; null for any other text. */
function idsFrom(text: string): { first: string; last: string } | null {
  if (!/^[0-9a-f]{8}(-?[0-9a-f]{0,4}){0,3}-?[0-9a-f]{0,12}$/i.test(text)) return null
  const digits = text.replaceAll('-', '').toLowerCase()
  return { first: digits.padEnd(32, '0'), last: digits.padEnd(32, 'f') }
}

/** Whether an index of trigrams can find a text: it needs three letters or digits in a row. */
export const hasTrigram = (text: string): boolean => /[\p{L}\p{N}]{3}/u.test(text)

const anyOf = (texts: string[], { add }: Parameters): string =>
  `ILIKE ANY (${add([...new Set(texts)].map(contains))}::text[])`

/** Task, parameters or messages of the job `j` have this text. */
export const ownTextHas = (text: string, parameters: Parameters): string =>
  `${ownText} ${anyOf([...spellings(text), ...spellings(inJson(text))], parameters)}`

/** Where a text can stand, each as a condition on the job `j`, and on its reason as `reason(column)`. */
export type TextPlaces = { row: string[]; reason: (column: string) => string }

/** A text in task, parameters and messages of a job, in name and DID of its node, in its id, and in its reason. */
export function textPlaces(q: string, parameters: Parameters): TextPlaces {
  const text = anyOf(spellings(q), parameters)
  const ids = idsFrom(q)
  const [first, last] = ids ? [ids.first, ids.last].map(parameters.add) : []
  return {
    row: [
      ownTextHas(q, parameters),
      `j.target_node_did IN (SELECT node_did FROM nodes WHERE name COLLATE "C" ${text} OR node_did COLLATE "C" ${text})`,
      ...(ids ? [`j.job_id BETWEEN ${first}::uuid AND ${last}::uuid`] : []),
    ],
    reason: (column) => `${column} COLLATE "C" ${text}`,
  }
}

/** The same as one condition on the job `j`; its reason is fetched job by job, and only where it decides. */
export function hasText(q: string, parameters: Parameters): string {
  const { row, reason } = textPlaces(q, parameters)
  const reasonOf = '(SELECT reason FROM job_details WHERE job_details.job_id = j.job_id)'
  return `(${[...row, reason(reasonOf)].join(' OR ')})`
}
