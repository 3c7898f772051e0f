import type { FieldProblem } from '@/lib/kernel/errors'
import type { PolicyDraft } from './policy-draft'

/** A problem of a draft for people who fill in a form: an empty field or list is a choice that has not been made. */
export function draftProblem(problem: FieldProblem, draft: PolicyDraft): FieldProblem {
  if (problem.path.startsWith('rate.')) return { path: 'rate', message: 'needs whole numbers from 1' }
  const name = /^params\.(.+)\.one_of$/.exec(problem.path)?.[1]
  const bound = name === undefined ? undefined : draft.params[name]
  return bound && 'one_of' in bound && bound.one_of.length === 0
    ? { path: `params.${name}`, message: 'needs at least one value' }
    : problem
}
