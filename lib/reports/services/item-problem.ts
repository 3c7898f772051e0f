import type { FieldProblem } from '@/lib/kernel/errors'
import { someProblems } from '@/lib/reports/domain/report'

/** What is wrong with one report of a call. */
export type ItemProblem = { index: number; error: string; fields: FieldProblem[] }

const sentence = (fields: readonly FieldProblem[]): string =>
  fields.map(({ path, message }) => (path ? `${path} ${message}` : message)).join('; ')

export function itemProblem(index: number, problems: readonly FieldProblem[]): ItemProblem {
  const fields = someProblems(problems)
  return { index, error: sentence(fields), fields }
}
