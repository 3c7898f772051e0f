'use client'

import type { Enrol } from '@/components/signing/enrol'
import { signDecision } from '@/components/signing/sign-decision'
import { Confirm } from '@/components/ui/confirm'
import type { Action, Done } from '@/components/ui/use-send'
import type { OnNode } from '@/lib/jobs/domain/on-node'
import { minEmergencyReason } from '@/lib/jobs/domain/reason'
import type { Result } from '@/lib/kernel/errors'
import { isJsonObject } from '@/lib/kernel/json/json'
import type { SigningWays } from '@/lib/people/domain/signing-ways'

/** Emergency approval by an administrator, who signs it if they have a key; says what it does before anyone uses it. */
export function ApproveWithoutOwner(props: {
  jobId: string
  approvalHash: string
  /** Whether the node, which verifies signatures itself, counts it; null: it trusts the server. */
  onNode: OnNode | null
  refusal: string | null
  signing: SigningWays
  enrol: Enrol
  approve: Action
}) {
  const { jobId, approvalHash, signing, enrol } = props
  const approve = async (input: unknown): Promise<Result<Done>> => {
    const { approval_hash: document, reason } = isJsonObject(input) ? input : {}
    if (!isJsonObject(input) || typeof document !== 'string' || typeof reason !== 'string')
      return props.approve(input)
    const decided = { document, decision: 'emergency', reason: reason.trim() } as const
    const signed = await signDecision(decided, signing, enrol)
    if (!signed.ok) return signed
    return props.approve({ ...input, ...(signed.value ? { signed: signed.value } : {}) })
  }
  return (
    <Confirm
      input={{ jobId, approval_hash: approvalHash }}
      action={approve}
      label="Approve without the owner"
      confirm="Yes, approve it"
      danger
      refusal={props.refusal}
      reason={{
        name: 'reason',
        label: 'Why this cannot wait for the owner (at least 20 characters)',
        least: minEmergencyReason,
      }}
    >
      <div className="flex flex-col gap-1 text-ink-2">
        <p className="font-medium text-error">This approves the job without the node’s owner.</p>
        <ul className="list-disc pl-5">
          <li>The owners see it in red among the jobs waiting for them.</li>
          <li>It stays red until an owner or another administrator has reviewed it.</li>
          <li>Your name and reason stay in the log permanently.</li>
          {signing.unsigned && <li className="text-warning">{signing.unsigned}</li>}
          {props.onNode && (
            <li className={props.onNode.counts === 'yes' ? undefined : 'text-warning'}>{props.onNode.why}</li>
          )}
        </ul>
      </div>
    </Confirm>
  )
}
