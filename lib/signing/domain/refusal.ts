/** Why a node does not run a job, in the order in which it checks. */
const consentRefusals = {
  document_missing: 'The job came without its approval document, votes and delegations.',
  document_version: 'The approval document does not have the form of version 3.',
  other_node: 'The approval is for another node.',
  job_differs: 'The job differs from what was approved. Request a new job.',
  offer_differs: 'The task has changed on this node since the request. Request a new job.',
  params_unfit: 'The parameters do not fit the task. Request a new job.',
  dry_run_differs: 'What was shown of the dry run is not what this node reported. Request a new job.',
  not_yet: 'The approved window has not opened.',
  too_late: 'The approved time has passed. Request a new job.',
  replayed: 'This node has run this revision of the job already. Request a new job.',
  signature_bad: 'A signature is not genuine.',
  key_unknown: 'A vote is signed with a key that this node does not count.',
  own_request: 'The requester signed their own request.',
  policy_outside: 'A policy that was handed out does not approve this job.',
  policy_replaced: 'A newer version of the policy has been used on this node.',
  policy_rate: 'The policy has approved as many jobs on this node as it may.',
  quorum: 'Too few people have approved.',
} as const
type ConsentCode = keyof typeof consentRefusals

/** `expected` and `seen` are for people; each is cut to a few hundred characters. */
export type Refusal<Code extends string = ConsentCode> = {
  ok: false
  code: Code
  expected: string
  seen: string
  message: string
}

const mostShown = 300
const short = (text: string): string =>
  text.length > mostShown ? `${text.slice(0, mostShown)}…`.toWellFormed() : text

/** Makes refusals from a list of codes with their sentences. */
export const refusalFrom =
  <Code extends string>(sentences: Record<Code, string>) =>
  <One extends Code>(code: One, expected: string, seen: string): Refusal<One> => ({
    ok: false,
    code,
    expected: short(expected),
    seen: short(seen),
    message: `${sentences[code]} Expected: ${short(expected)}. Seen: ${short(seen)}.`,
  })

export const refuseConsent = refusalFrom(consentRefusals)
