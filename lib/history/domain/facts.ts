import { jsonText, sameJson } from '@/lib/audit/domain/event-json'
import { isJsonObject, type JsonObject, type JsonValue } from '@/lib/kernel/json/json'

/** A piece of a sentence: text, or something that the page shows by its name and links. */
export type Part =
  | string
  | { person: string; name?: string | undefined }
  | { node: string }
  | { job: string; task: string }
  | { group: string }
  | { rule: string }
  | { code: string }

/** What a sentence is made of. `node` and `job` come from the stream, all else from the event's own text. */
export type Facts = {
  kind: string
  /** Everything that the event says; empty if its text is not a JSON object. */
  body: JsonObject
  was: JsonObject
  is: JsonObject
  actor: string | null
  dbRole: string | null
  node: string | null
  job: { id: string; task: string } | null
}

export type Icon = 'job' | 'vote' | 'clock' | 'person' | 'key' | 'node' | 'rule' | 'alert'

/** How one kind of event is named in the filter and told in the list. */
type Words = { label: string; icon: Icon; alarming?: boolean; say: (facts: Facts) => Part[] }

/** The kinds of one subject. */
export type WordList = Record<string, Words>

const objectOf = (value: JsonValue | undefined): JsonObject => (isJsonObject(value) ? value : {})

export const textOf = (value: JsonValue | undefined): string | null =>
  typeof value === 'string' && value !== '' ? value : null

/** A value in words, for a change that has no sentence of its own. */
export const shownValue = (value: JsonValue | undefined): string => {
  if (value === undefined || value === null) return 'none'
  const text = typeof value === 'string' ? value : jsonText(value)
  return text.length > 120 ? `${text.slice(0, 119)}…` : text
}

/** A value as it was recorded, set off from the words around it. */
export const code = (value: JsonValue | undefined): Part => ({ code: shownValue(value) })

const parsed = (text: string): JsonObject => {
  try {
    const value: JsonValue = JSON.parse(text)
    return objectOf(value)
  } catch {
    return {}
  }
}

export function factsOf(event: { body: string; node: string | null; job: Facts['job'] }): Facts {
  const body = parsed(event.body)
  return {
    ...{ kind: textOf(body.kind) ?? '', body, was: objectOf(body.was), is: objectOf(body.is) },
    ...{ actor: textOf(body.actor_did), dbRole: textOf(body.db_role), node: event.node, job: event.job },
  }
}

export const node = ({ node: did }: Facts): Part => (did === null ? 'a node' : { node: did })

/** `<task> on <node>`. */
export const jobOn = (facts: Facts): Part[] => [
  facts.job ? { job: facts.job.id, task: facts.job.task } : 'a job',
  ' on ',
  node(facts),
]

/** A person by the id or DID in a field. */
export const personIn = (fields: JsonObject, ...names: string[]): Part => {
  for (const name of names) {
    const found = textOf(fields[name])
    if (found !== null) return { person: found, name: textOf(fields.name) ?? undefined }
  }
  return 'somebody'
}

/** The row after a change or, where it was deleted, before. */
export const rowOf = ({ is, was }: Facts): JsonObject => (Object.keys(is).length > 0 ? is : was)

/** Whose key or way to sign in it is; a `name` in the row is not the person's. */
export const owner = ({ is, was }: Facts): Part =>
  personIn({ person_id: is.person_id ?? was.person_id ?? '' }, 'person_id')

/** Whoever did it: a person, the agent of the node, or a program that named nobody. */
export function actor(facts: Facts): Part[] {
  if (facts.actor !== null)
    return facts.actor === facts.node ? ['The agent of ', { node: facts.actor }] : [{ person: facts.actor }]
  return facts.dbRole === null ? ['A program'] : ['A program (database role ', { code: facts.dbRole }, ')']
}

/** The fields that an update changed. */
export const changedFields = ({ was, is }: Facts): string[] =>
  [...new Set([...Object.keys(was), ...Object.keys(is)])].filter(
    (name) => name !== 'updated_at' && !sameJson(was[name] ?? null, is[name] ?? null),
  )

/** `role: operator → admin, email: …` for every changed field. */
export const changesInWords = (facts: Facts): string => {
  const changes = changedFields(facts).map(
    (name) => `${name.replaceAll('_', ' ')} ${shownValue(facts.was[name])} → ${shownValue(facts.is[name])}`,
  )
  return changes.length > 0 ? changes.join(', ') : 'nothing that is shown'
}

/** ` : <reason>` at the end of a sentence. */
export const because = (reason: string | null): Part[] => (reason === null ? [] : [`: ${reason}`])

/** `, by <somebody>`, for what may happen without anybody who is named. */
export const by = (facts: Facts): Part[] => (facts.actor === null ? [] : [', by ', { person: facts.actor }])
