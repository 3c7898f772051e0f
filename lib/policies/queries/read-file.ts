import { z } from 'zod'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { parseBody } from '@/lib/kernel/parse-body'
import type { PersonViewer } from '@/lib/kernel/role'
import type { PolicyDraft } from '@/lib/policies/domain/policy-draft'
import { parsePolicyFile } from '@/lib/policies/domain/policy-file'

/** In characters; 500 nodes with their DIDs and offers have fewer. */
const longestFile = 500_000

const body = z.strictObject({
  text: z.string().max(longestFile, 'is too long for a policy'),
  policy_id: z.string(),
  revision: z.int(),
})

/** Reads a file as the viewer’s next revision of a policy; nothing is stored. */
export function readPolicyFile({ did }: PersonViewer, input: unknown): Result<PolicyDraft> {
  const read = parseBody(body, input, 'The file was not read.')
  if (!read.ok) return read
  const { text, ...identity } = read.value
  const parsed = parsePolicyFile(text, { ...identity, person: did })
  return parsed.ok
    ? ok(parsed.value)
    : fail('invalid', 'The file is not a policy yet.', { fields: [parsed.problem] })
}
