import { Notice } from '@/components/ui/notice'

/** What was refused, and what to know about what was done. */
export function ChangeNotes({ refused, warnings }: { refused: string | null; warnings: readonly string[] }) {
  return (
    <>
      {refused && <Notice tone="error">{refused}</Notice>}
      {warnings.map((warning) => (
        <Notice key={warning} tone="warning">
          {warning}
        </Notice>
      ))}
    </>
  )
}
