import { Button } from '@/components/ui/button'
import { offersOf, presentDigests, withNodes } from '@/lib/policies/domain/form-choices'
import type { PolicyDraft } from '@/lib/policies/domain/policy-draft'
import type { PolicyChoices } from '@/lib/policies/domain/policy-page'

/** What the policy covers, exactly as the nodes offer it; a node that changes its offer is asked about again. */
export function OffersField(props: {
  draft: PolicyDraft
  choices: PolicyChoices
  change: (draft: PolicyDraft) => void
}) {
  const { draft, choices, change } = props
  const offers = offersOf(choices, draft.task)
  const present = presentDigests(choices, draft.task, draft.nodes)
  const isPresent = present.join() === draft.offer_digests.join()
  return (
    <div className="flex flex-col gap-1 sm:pt-1.5">
      {draft.offer_digests.map((digest) => {
        const offer = offers.find((one) => one.digest === digest)
        return (
          <div key={digest} className="text-xs [overflow-wrap:anywhere]">
            {offer?.command ? (
              <code>{offer.command.join(' ')}</code>
            ) : (
              <span className="text-ink-2">
                {offer ? 'built into the agent' : 'a version that none of your nodes offers now'}
              </span>
            )}{' '}
            <span className="font-mono text-ink-3" title={`sha256:${digest}`}>
              {digest.slice(0, 4)}…{digest.slice(-4)}
            </span>
          </div>
        )
      })}
      {!isPresent && (
        <p className="flex flex-wrap items-center gap-2 text-xs text-warning">
          These nodes now offer the task differently.
          <Button size="sm" onClick={() => change(withNodes(draft, choices, draft.nodes))}>
            Cover what they offer now
          </Button>
        </p>
      )}
    </div>
  )
}
