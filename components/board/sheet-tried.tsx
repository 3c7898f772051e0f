import { DryRunLines, plainLines } from '@/components/jobs/dry-run-lines'

const triedWords = {
  failed: 'dry run failed',
  other: 'would change something else',
  same: 'would change the same',
} as const

/** How what a job would change compares with the others. */
export const SheetTried = ({ tried, output }: { tried: keyof typeof triedWords; output: string }) =>
  tried === 'same' ? (
    <li className="text-ink-2">{triedWords.same}</li>
  ) : (
    <li className="min-w-0">
      <details>
        <summary className="w-fit cursor-pointer rounded-[4px] bg-warning-soft px-1.5 text-warning">
          {triedWords[tried]}
        </summary>
        <div className="mt-1">
          {output === '' ? 'It said nothing.' : <DryRunLines lines={plainLines(output)} />}
        </div>
      </details>
    </li>
  )
