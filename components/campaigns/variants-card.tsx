import { Card } from '@/components/ui/card'
import type { Variant } from '@/lib/campaigns/domain/campaign-page'
import type { JsonValue } from '@/lib/kernel/json/json'
import { argumentText, shownCommand } from '@/lib/tasks/domain/command-line'

const nodesText = (count: number): string => `${count} ${count === 1 ? 'node' : 'nodes'}`

/** The command of each kind of node as it is offered now; what differs from the first is marked. */
export function VariantsCard({ variants, params }: { variants: readonly Variant[]; params: JsonValue }) {
  const shown = variants.map((variant) => ({
    ...variant,
    words: variant.command === null ? null : shownCommand(variant.command, params).map(argumentText),
  }))
  const first = shown[0]?.words ?? []
  return (
    <Card
      title={shown.length > 1 ? `What runs: ${shown.length} variants` : 'What runs'}
      {...(shown.length > 1 ? {} : { aside: nodesText(shown[0]?.nodes ?? 0) })}
    >
      <ul className="flex flex-col gap-2.5">
        {shown.map(({ example, nodes, words }) => (
          <li key={example} className="min-w-0">
            {shown.length > 1 && (
              <p className="text-xs text-ink-3">
                {nodesText(nodes)}, such as <bdi className="font-medium text-ink-2">{example}</bdi>
              </p>
            )}
            {words === null ? (
              <p className="text-ink-2">The agent’s own code, or a task that its node does not describe.</p>
            ) : (
              <p className="font-mono text-xs [overflow-wrap:anywhere]">
                {words.map((word, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: arguments may be alike
                  <span key={index}>
                    {index > 0 && ' '}
                    <bdi className={word === first[index] ? undefined : 'font-semibold text-warning'}>
                      {word}
                    </bdi>
                  </span>
                ))}
              </p>
            )}
          </li>
        ))}
      </ul>
      <p className="mt-2.5 text-xs text-ink-3">Each owner approves the exact command of each node.</p>
    </Card>
  )
}
