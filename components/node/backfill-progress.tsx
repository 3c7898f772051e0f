import { Notice } from '@/components/ui/notice'

/** The progress of rolling up older reports. `share` is the part of their time that is done, 0 … 1. */
export function BackfillProgress(note: { reached: string | null; share: number }) {
  const percent = Math.floor(note.share * 100)
  return (
    <Notice tone="info">
      <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span>
          Older reports are being rolled up{note.reached ? `, back to ${note.reached} so far` : ''}: {percent}
          %. Charts are correct meanwhile, but long ranges load more slowly, and a node that went silent long
          ago may show its last report a little later.
        </span>
        <progress
          value={percent}
          max={100}
          aria-label="Older reports rolled up"
          className="h-1.5 w-32 accent-accent"
        />
      </span>
    </Notice>
  )
}
