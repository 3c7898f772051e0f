import type { Failure } from '@/lib/kernel/errors'
import type { DraftReplay } from '@/lib/policies/domain/draft-replay'
import type { PolicyDraft } from '@/lib/policies/domain/policy-draft'
import { toLookAtText } from './sign-card'

/** What has to happen before a policy can be signed; null: nothing. */
export function missingText(about: {
  draft: PolicyDraft
  name: string
  /** What the server said of the draft as it is now. */
  failure: Failure | null
  replayed: DraftReplay | null
  isChanged: boolean
  looked: boolean
}): string | null {
  const { draft, name, failure, isChanged, replayed, looked } = about
  if (draft.task === '') return 'Choose a task.'
  if (draft.nodes.length === 0) return 'Choose nodes.'
  const [problem] = failure?.fields ?? []
  if (failure) return problem ? `${problem.path} ${problem.message}.` : failure.detail
  if (name.trim() === '') return 'Give it a name.'
  if (!isChanged) return 'Change a condition first.'
  if (replayed === null) return 'Replaying…'
  const toLookAt = toLookAtText(replayed.replay)
  return toLookAt !== null && !looked ? `Look at the ${toLookAt} first.` : null
}
