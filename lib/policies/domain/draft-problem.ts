import type { FieldProblem } from '@/lib/kernel/errors'
import { isJsonObject, type JsonValue } from '@/lib/kernel/json/json'

/** A problem of a draft for people who fill in a form: an empty field or list is a choice that has not been made. */
export function draftProblem(problem: FieldProblem, draft: JsonValue): FieldProblem {
  if (problem.path.startsWith('rate.')) return { path: 'rate', message: 'needs whole numbers from 1' }
  const name = /^params\.(.+)\.one_of$/.exec(problem.path)?.[1]
  const params = isJsonObject(draft) && isJsonObject(draft.params) ? draft.params : {}
  const bound = name === undefined ? undefined : params[name]
  return isJsonObject(bound) && Array.isArray(bound.one_of) && bound.one_of.length === 0
    ? { path: `params.${name}`, message: 'needs at least one value' }
    : problem
}
