import { Button } from '@/components/ui/button'
import { countText } from '@/lib/kernel/text/count-text'
import { coveredCommands, presentDigests, withNodes } from '@/lib/policies/domain/form-choices'
import type { PolicyDraft } from '@/lib/policies/domain/policy-draft'
import type { PolicyChoices } from '@/lib/policies/domain/policy-page'

/** What the policy covers, exactly as the nodes offer it; a node that changes its offer is asked about again. */
export function OffersField(props: {
  draft: PolicyDraft
  choices: PolicyChoices
  change: (draft: PolicyDraft) => void
}) {
  const { draft, choices, change } = props
  const present = presentDigests(choices, draft.task, draft.nodes)
  const isPresent = present.join() === draft.offer_digests.join()
  return (
    <div className="flex flex-col gap-1 text-xs sm:pt-1.5">
      {coveredCommands(choices, draft).map(({ command, nodes, digests }) => (
        <div key={command ?? ''} className="[overflow-wrap:anywhere]" title={digests.join('\n')}>
          {command === null ? (
            <span className="text-ink-2">a version that none of your nodes offers now</span>
          ) : (
            <code>{command}</code>
          )}
          {nodes > 0 && (
            <span className="text-ink-3">
              {' '}
              on {countText(nodes)} {nodes === 1 ? 'node' : 'nodes'}
            </span>
          )}
        </div>
      ))}
      {!isPresent && (
        <p className="flex flex-wrap items-center gap-2 text-warning">
          These nodes now offer the task differently.
          <Button size="sm" onClick={() => change(withNodes(draft, choices, draft.nodes))}>
            Cover what they offer now
          </Button>
        </p>
      )}
    </div>
  )
}
