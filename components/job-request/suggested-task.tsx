import { Button } from '@/components/ui/button'
import type { ChosenNode } from '@/lib/board/domain/request-form'

/** The task that fixed the node's present diagnosis before, unless it is chosen already. */
export function SuggestedTask(props: { node: ChosenNode; chosen: string; choose: (task: string) => void }) {
  const { suggested } = props.node
  if (!suggested || suggested.task === props.chosen) return null
  const { task, code, times } = suggested
  return (
    <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1 text-ink-2">
      <span>
        <bdi className="font-mono">{task}</bdi> {times === 0 ? 'may help with' : 'fixed'}{' '}
        <bdi className="font-mono">{code}</bdi>
        {times > 0 && (times === 1 ? ' once before' : ` ${times} times before`)}.
      </span>
      <Button size="sm" onClick={() => props.choose(task)}>
        Choose it
      </Button>
    </p>
  )
}
