import { argumentText, type ShownArgument } from '@/lib/tasks/domain/command-line'
import { ArgumentVector } from './argument-vector'

/** The argument vector that the agent says it ran, and whether it is the approved one. */
export function Ran({ ran, approved }: { ran: string[]; approved: ShownArgument[] | null }) {
  const shown = ran.map((text) => ({ pieces: [{ text, param: null }], missing: [] }))
  const same = approved !== null && JSON.stringify(approved.map(argumentText)) === JSON.stringify(ran)
  return (
    <div className="mb-3.5">
      <p className="mb-1 flex flex-wrap items-baseline gap-x-2 text-xs text-ink-2">
        As the agent says it ran
        {approved !== null &&
          (same ? (
            <span className="font-medium text-healthy">equal, argument for argument</span>
          ) : (
            <span className="font-medium text-error">differs from what was approved</span>
          ))}
      </p>
      <ArgumentVector shown={shown} label="Command that ran" />
    </div>
  )
}
