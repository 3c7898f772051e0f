import type { FieldProblem } from '@/lib/kernel/errors'
import type { DraftReplay } from '@/lib/policies/domain/draft-replay'
import type { PolicyDraft } from '@/lib/policies/domain/policy-draft'
import { problemText } from '@/lib/signing/domain/strict'
import { toLookAtText } from './sign-card'

/** What has to happen before a policy can be signed; null: nothing. */
export function missingText(about: {
  draft: PolicyDraft
  name: string
  problem: FieldProblem | null
  isChanged: boolean
  replayed: DraftReplay | null
  looked: boolean
}): string | null {
  const { draft, name, problem, isChanged, replayed, looked } = about
  if (draft.task === '') return 'Choose a task.'
  if (draft.nodes.length === 0) return 'Choose nodes.'
  if (problem) return `${problemText(problem)}.`
  if (name.trim() === '') return 'Give it a name.'
  if (!isChanged) return 'Change a condition first.'
  if (replayed === null) return 'Replaying…'
  const toLookAt = toLookAtText(replayed.replay)
  return toLookAt !== null && !looked ? `Look at the ${toLookAt} first.` : null
}
