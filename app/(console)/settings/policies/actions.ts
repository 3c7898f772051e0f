'use server'

import type { Result } from '@/lib/kernel/errors'
import type { DraftReplay } from '@/lib/policies/domain/draft-replay'
import type { PolicyDraft } from '@/lib/policies/domain/policy-draft'
import { readPolicyFile as read } from '@/lib/policies/queries/read-file'
import { replayDraft } from '@/lib/policies/queries/replay-draft'
import { endPolicy as end } from '@/lib/policies/services/end-policy'
import { signPolicy as sign } from '@/lib/policies/services/sign-policy'
import { personAction } from '@/lib/transport/action'
import { changed } from '@/lib/transport/changed'
import { fieldsOf, textField } from '@/lib/transport/fields'

// A server action is a public POST endpoint: its input is unknown until the service has parsed it.

type Changed = ReturnType<typeof changed>

export async function replayPolicy(input: unknown): Promise<Result<DraftReplay>> {
  return personAction(({ viewer }) => replayDraft(viewer, input))
}

export async function readPolicyFile(input: unknown): Promise<Result<PolicyDraft>> {
  return personAction(async ({ viewer }) => read(viewer, input))
}

export async function signPolicy(input: unknown): Changed {
  return changed(personAction((ctx) => sign(ctx, input)))
}

export async function endPolicy(input: unknown): Changed {
  const { policyId } = fieldsOf(input)
  return changed(personAction((ctx) => end(ctx, textField(policyId))))
}
